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
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | trunc 63 | trimAll "-._" | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- /* Another name than the service's, or its Service and its budget would count the Job's pods as instances. */}}
{{- define "tongxiu.migrationLabels" -}}
{{ include "tongxiu.labels" (dict "root" .root "service" (printf "%s-migration" .service)) }}
app.kubernetes.io/component: migration
{{- end -}}

{{- define "tongxiu.sitesName" -}}
{{- printf "%s-sites" .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "tongxiu.claimName" -}}
{{- .settings.volume.existingClaim | default (include "tongxiu.name" .) -}}
{{- end -}}

{{- /* The name of the release is cut, so that no two names become one. */}}
{{- define "tongxiu.migrationName" -}}
{{- printf "%s-%s-migration" (.root.Release.Name | trunc 43 | trimSuffix "-") .service }}
{{- end -}}

{{- define "tongxiu.image" -}}
{{- printf "%s/%s:%s" .root.Values.image.repository .service (.root.Values.image.tag | default .root.Chart.AppVersion) | quote }}
{{- end -}}

{{- define "tongxiu.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "tongxiu.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{- /* YAML reads 1000000 as a number and would write it 1e+06. */}}
{{- define "tongxiu.text" -}}
{{- if and (kindIs "float64" .) (eq . (floor .)) }}{{ int64 . }}{{ else }}{{ toString . }}{{ end }}
{{- end -}}

{{- define "tongxiu.secretVariable" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef: { name: {{ .from.name }}, key: {{ .from.key }} }
{{- end -}}

{{- define "tongxiu.trustPath" -}}/etc/tongxiu/trust/ca.crt{{- end -}}

{{- define "tongxiu.environment" -}}
{{- $own := dict "PORT" .settings.port "OTEL_SERVICE_NAME" .service "MIGRATE_AT_START" (.root.Values.migration.enabled | ternary "off" "on") }}
{{- if .root.Values.trust.configMap }}{{ $_ := set $own "NODE_EXTRA_CA_CERTS" (include "tongxiu.trustPath" .) }}{{ end }}
{{- $secret := merge (dict) .settings.secretEnv .root.Values.secretEnv }}
{{- range $name, $value := merge $own .settings.env .root.Values.env }}
{{- if and (ne (toString $value) "") (not (hasKey $secret $name)) }}
- { name: {{ $name }}, value: {{ include "tongxiu.text" $value | quote }} }
{{- end }}
{{- end }}
{{- range $name, $from := $secret }}
{{ include "tongxiu.secretVariable" (dict "name" $name "from" $from) }}
{{- end }}
{{- end -}}

{{- define "tongxiu.trustMount" -}}
- { name: trust, mountPath: {{ include "tongxiu.trustPath" . | dir }}, readOnly: true }
{{- end -}}

{{- define "tongxiu.trustVolume" -}}
- name: trust
  configMap: { name: {{ .configMap }}, items: [{ key: {{ .key }}, path: {{ include "tongxiu.trustPath" . | base }} }] }
{{- end -}}
