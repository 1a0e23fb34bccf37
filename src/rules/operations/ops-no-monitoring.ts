// Systems of many services in which nobody measures anything.
import { is, isKnown, knownValue } from '../../core/fact';
import { defineRule } from '../../core/rule';
import type { ContainerWorkload, VirtualMachine, Workload } from '../../core/workload';
import { monitoringImages } from '../../knowledge/images';
import { softwareOfPackage, softwareOfService } from '../../knowledge/software';
import { bsi, claim, documents } from '../../knowledge/sources';
import { endsByItself, isFragment } from '../support/lifetime';
import {
  hasImage,
  imageRow,
  isExampleFile,
  isForDevelopment,
  isTestFile,
  observesHost,
} from '../support/purpose';

/** From so many on nobody reads the logs one by one any more: the number of the rules' specification. */
const fewestServices = 5;

export default defineRule({
  id: 'ops-no-monitoring',
  concern: 'operations',
  severity: 'hint',
  title: { en: 'Many services, no monitoring', de: 'Viele Dienste, keine Überwachung' },
  why: {
    en: `One machine is watched by its agent. Five services or more fail in parts, move between hosts and take their logs
with them; without metrics, traces or collected logs the first sign of trouble is a customer.

Add what collects (Prometheus, an OpenTelemetry collector, a log shipper) and let the services offer metrics. If a service
outside these files watches them already, suppress this finding once with that reason.`,
    de: `Auf einer einzelnen Maschine wacht ein Agent. Fünf oder mehr Dienste fallen in Teilen aus, ziehen zwischen Hosts um und
nehmen ihre Logs mit; ohne Metriken, Traces oder gesammelte Logs bemerkt eine Störung zuerst der Kunde.

Ergänze, was sammelt (Prometheus, einen OpenTelemetry-Collector, einen Log-Sammler), und lass die Dienste Metriken anbieten.
Überwacht sie schon ein Dienst außerhalb dieser Dateien, unterdrücke diesen Befund einmal mit diesem Grund.`,
  },
  sources: [claim('A1-54'), claim('A1-55'), bsi('APP.4.4.A11'), bsi('SYS.1.5.A17'), documents.konveyor],
  messages: {
    none: {
      en: '{count} services run here, and nothing is to be seen that collects metrics, traces or logs. Add a collector, or suppress this once if one outside these files does it.',
      de: '{count} Dienste laufen hier, und nichts ist zu sehen, das Metriken, Traces oder Logs sammelt. Ergänze einen Sammler, oder unterdrücke dies einmal, wenn das etwas außerhalb dieser Dateien tut.',
    },
  },
  examples: {
    bad: [
      {
        format: 'compose',
        text: 'services:\n  ⟦web⟧:\n    image: acme/web:1.0\n  cart:\n    image: acme/cart:1.0\n  pay:\n    image: acme/pay:1.0\n  mail:\n    image: acme/mail:1.0\n  db:\n    image: postgres:17\n',
      },
    ],
    good: [
      {
        format: 'compose',
        text: 'services:\n  web:\n    image: acme/web:1.0\n  cart:\n    image: acme/cart:1.0\n  pay:\n    image: acme/pay:1.0\n  mail:\n    image: acme/mail:1.0\n  db:\n    image: postgres:17\n  metrics:\n    image: prom/prometheus:v3\n',
      },
      {
        format: 'compose',
        text: 'services:\n  web:\n    image: acme/web:1.0\n    labels:\n      prometheus.io/scrape: "true"\n  cart:\n    image: acme/cart:1.0\n  pay:\n    image: acme/pay:1.0\n  mail:\n    image: acme/mail:1.0\n  db:\n    image: postgres:17\n',
      },
      {
        format: 'compose',
        text: 'services:\n  web:\n    image: acme/web:1.0\n    environment:\n      OTEL_EXPORTER_OTLP_ENDPOINT: http://collector:4317\n  cart:\n    image: acme/cart:1.0\n  pay:\n    image: acme/pay:1.0\n  mail:\n    image: acme/mail:1.0\n  db:\n    image: postgres:17\n',
      },
      {
        format: 'compose',
        text: 'services:\n  web:\n    image: acme/web:1.0\n  cart:\n    image: acme/cart:1.0\n  migrate:\n    image: acme/cart:1.0\n  mail:\n    image: acme/mail:1.0\n  db:\n    image: postgres:17\n',
      },
    ],
  },
  checkGroup(group, report) {
    const services = group.filter(isService);
    const [first] = services;
    if (first === undefined || services.length < fewestServices || group.some(isWatched)) return;
    report(first, {
      message: 'none',
      confidence: 'low',
      args: { count: services.length },
      evidence: [{ place: first.place }],
    });
  },
});

function isService(workload: Workload): boolean {
  const { path } = workload;
  if (isTestFile(path) || isExampleFile(path)) return false;
  if (workload.kind === 'vm') return workload.role === 'machine' && !is(workload.autostart, false);
  if (workload.role !== 'service' || isFragment(workload)) return false;
  return !endsByItself(workload) && !isForDevelopment(workload);
}

function isWatched(workload: Workload): boolean {
  return workload.kind === 'vm' ? isWatchedMachine(workload) : isWatchedContainer(workload);
}

/** Scripts and provisioners that are not read may install an agent. */
function isWatchedMachine({ software, provisioners }: VirtualMachine): boolean {
  const { packages, services } = software;
  const roles = [
    ...packages.items.map(({ value }) => softwareOfPackage(value)?.role),
    ...services.items.map(({ value }) => softwareOfService(value)?.role),
  ];
  return (
    packages.rest !== undefined ||
    provisioners.rest !== undefined ||
    provisioners.items.some(({ value }) => value !== 'shell') ||
    roles.some((role) => role === 'monitoring' || role === 'log-daemon')
  );
}

/** Variables by which agents and libraries for metrics, traces and errors are set up. */
const variables =
  /^(OTEL_|DD_|NEW_RELIC_|ELASTIC_APM_|SENTRY_|PROMETHEUS_|JAEGER_|ZIPKIN_|SIGNOZ_|INSTANA_|SPLUNK_|APPLICATIONINSIGHTS_|HONEYCOMB_|STATSD_|GF_|METRICS_)/;
const labels = /prometheus|metrics|datadoghq|com\.datadog|co\.elastic|traces|opentelemetry|promtail|logging/i;
const watchers =
  /(^|[-_/])(prometheus|grafana|alertmanager|exporter|otel|opentelemetry|jaeger|zipkin|tempo|loki|promtail|alloy|fluentd|fluent-?bit|vector|telegraf|logstash|filebeat|metricbeat|kibana|graylog|zabbix|nagios|icinga|checkmk|netdata|cadvisor|apm|skywalking|signoz|monitoring|monitor|metrics)([-_/]|$)/;

function isWatchedContainer(workload: ContainerWorkload): boolean {
  const { logging, environment, labels: own, name } = workload;
  if (imageRow(workload, monitoringImages) !== undefined || observesHost(workload)) return true;
  if (watchers.test(name.toLowerCase()) || hasImage(workload, watchers)) return true;
  if (own.items.some(({ value: { key } }) => labels.test(key))) return true;
  // A driver that hands logs on to another place collects them.
  if (
    isKnown(logging) &&
    !/^(json-file|local|journald|none|k8s-file|passthrough)$/.test(logging.value.driver)
  )
    return true;
  if (environment.items.some(({ value }) => variables.test(value.name))) return true;
  return (knownValue(workload.command)?.words ?? []).some((word) =>
    /^--?(metrics|tracing|accesslog|log\.)/.test(word),
  );
}
