{{- define "tongxiu.name" -}}
{{- printf "%s-%s" .root.Release.Name .service | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "tongxiu.selector" -}}
app.kubernetes.io/name: {{ .service }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{- define "tongxiu.labels" -}}
{{ include "tongxiu.selector" . }}
app.kubernetes.io/part-of: tongxiu
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "tongxiu.sitesName" -}}
{{- printf "%s-sites" .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "tongxiu.claimName" -}}
{{- .settings.volume.existingClaim | default (include "tongxiu.name" .) -}}
{{- end -}}
