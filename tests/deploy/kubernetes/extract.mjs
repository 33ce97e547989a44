/**
 * Makes kubernetes.json of the OpenAPI document of a Kubernetes release: the kinds the chart makes and what they consist of, without the
 * descriptions, and closed, so that a field the release does not know is found as the API server would find it.
 *
 *   node tests/deploy/kubernetes/extract.mjs "$(go mod download -json k8s.io/kubernetes@v1.30.14 | jq -r .Dir)"
 */
import { readFileSync, writeFileSync } from 'node:fs';

const kinds = {
  'v1/ConfigMap': 'io.k8s.api.core.v1.ConfigMap',
  'v1/PersistentVolumeClaim': 'io.k8s.api.core.v1.PersistentVolumeClaim',
  'v1/Pod': 'io.k8s.api.core.v1.Pod',
  'v1/Service': 'io.k8s.api.core.v1.Service',
  'v1/ServiceAccount': 'io.k8s.api.core.v1.ServiceAccount',
  'apps/v1/Deployment': 'io.k8s.api.apps.v1.Deployment',
  'autoscaling/v2/HorizontalPodAutoscaler': 'io.k8s.api.autoscaling.v2.HorizontalPodAutoscaler',
  'batch/v1/Job': 'io.k8s.api.batch.v1.Job',
  'networking.k8s.io/v1/NetworkPolicy': 'io.k8s.api.networking.v1.NetworkPolicy',
  'policy/v1/PodDisruptionBudget': 'io.k8s.api.policy.v1.PodDisruptionBudget',
};
const { definitions } = JSON.parse(readFileSync(`${process.argv[2]}/api/openapi-spec/swagger.json`, 'utf8'));
const kept = {};
const waiting = Object.values(kinds);
for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
  if (name in kept) continue;
  kept[name] = plain(definitions[name]);
  waiting.push(...[...JSON.stringify(kept[name]).matchAll(/#\/definitions\/([\w.-]+)/gu)].map(([, found]) => found));
}
const sorted = Object.fromEntries(
  Object.keys(kept)
    .sort()
    .map((name) => [name, kept[name]]),
);
const byKind = Object.fromEntries(Object.entries(kinds).map(([kind, name]) => [kind, { $ref: `#/definitions/${name}` }]));
const made = { kinds: byKind, definitions: sorted };
writeFileSync(new URL('kubernetes.json', import.meta.url), `${JSON.stringify(made, undefined, 1)}\n`);

function plain({ $ref, type, format, items, properties, required, additionalProperties }) {
  if ($ref !== undefined) return { $ref };
  if (format === 'int-or-string') return { type: ['integer', 'string'] };
  return {
    type,
    ...(items && { items: plain(items) }),
    ...(required && { required }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, plain(of)])),
      additionalProperties: false,
    }),
    ...(additionalProperties && { additionalProperties: plain(additionalProperties) }),
  };
}
