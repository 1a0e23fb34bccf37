// Two layer diagrams: the same workloads as VMs and as containers.
import type { ComparisonView, ViewDiagram, ViewLayer } from '../../comparison/view';
import { PlaceLink, Section, type Send, type Words } from './parts';

function Box({ layer, send }: { readonly layer: ViewLayer; readonly send: Send }) {
  const { kind, title, detail, hole, place } = layer;
  return (
    <div class={`layer ${kind}${hole === undefined ? '' : ' hole'}`}>
      <b>{title}</b>
      {detail !== undefined && <span class="dim">{detail}</span>}
      {hole !== undefined && <span class="bad">⚠ {hole}</span>}
      {place !== undefined && <PlaceLink place={place} send={send} />}
    </div>
  );
}

function Stack({
  diagram,
  words,
  send,
}: {
  readonly diagram: ViewDiagram;
  readonly words: Words;
  readonly send: Send;
}) {
  return (
    <figure>
      <figcaption>
        {diagram.title} <span class="dim">({diagram.today ? words.today : words.instead})</span>
      </figcaption>
      {diagram.layers.map((layer, index) => (
        // Layers have no other identity than their depth.
        <div class="row" key={`${layer[0]?.kind}${String(index)}`}>
          {layer.map((box, column) => (
            <Box key={`${box.title}${String(column)}`} layer={box} send={send} />
          ))}
        </div>
      ))}
    </figure>
  );
}

/** Both stacks side by side. */
export function Diagrams({ view, send }: { readonly view: ComparisonView; readonly send: Send }) {
  const { diagrams, words } = view;
  return (
    <Section title={words.drawn}>
      <div class="columns">
        <Stack diagram={diagrams.vm} words={words} send={send} />
        <Stack diagram={diagrams.container} words={words} send={send} />
      </div>
    </Section>
  );
}
