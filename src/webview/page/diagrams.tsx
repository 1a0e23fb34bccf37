// Two layer diagrams: the same workloads as VMs and as containers.
import type { ComparisonView, ViewDiagram, ViewLayer } from '../../comparison/view';
import { PlaceLink, Section, usePage } from './parts';

function Box({ layer }: { readonly layer: ViewLayer }) {
  const { kind, title, detail, hole, place } = layer;
  return (
    <div class={`layer ${kind}${hole === undefined ? '' : ' hole'}`}>
      <b>{title}</b>
      {detail !== undefined && <span class="dim">{detail}</span>}
      {hole !== undefined && <span class="bad">⚠ {hole}</span>}
      {place !== undefined && <PlaceLink place={place} />}
    </div>
  );
}

function Stack({ diagram }: { readonly diagram: ViewDiagram }) {
  const { words } = usePage();
  return (
    <figure>
      <figcaption>
        <b>{diagram.title}</b> <span class="dim">{diagram.today ? words.today : words.instead}</span>
      </figcaption>
      {diagram.layers.map((layer, index) => (
        // Layers have no other identity than their depth.
        <div class="row" key={`${layer[0]?.kind}${String(index)}`}>
          {layer.map((box, column) => (
            <Box key={`${box.title}${String(column)}`} layer={box} />
          ))}
        </div>
      ))}
    </figure>
  );
}

/** Both stacks side by side. */
export function Diagrams({ view: { diagrams } }: { readonly view: ComparisonView }) {
  const { words } = usePage();
  const most = Math.max(
    ...[diagrams.vm, diagrams.container].flatMap(({ layers }) => layers.map((layer) => layer.length)),
  );
  return (
    <Section title={words.drawn}>
      {/* A guest stands below its machine only while a layer fits on one line. */}
      <div class={most > 2 ? 'columns wide' : 'columns'}>
        <Stack diagram={diagrams.vm} />
        <Stack diagram={diagrams.container} />
      </div>
    </Section>
  );
}
