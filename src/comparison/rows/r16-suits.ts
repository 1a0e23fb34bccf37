// R16: what each is made for, and which of the verdict's reasons speak for it here.
import { claim } from '../../knowledge/sources';
import { defineRow } from '../row';

export default defineRow({
  id: 'R16',
  title: { en: 'Suited to', de: 'Geeignet für' },
  vm: {
    en: 'Other operating systems, old software, drivers of their own, strict separation, systems that seldom change.',
    de: 'Andere Betriebssysteme, alte Software, eigene Treiber, strenge Trennung, Systeme, die sich selten ändern.',
  },
  container: {
    en: 'Many small services, frequent changes, elastic load, pipelines and environments that come and go.',
    de: 'Viele kleine Dienste, häufige Änderungen, schwankende Last, Pipelines und Umgebungen, die kommen und gehen.',
  },
  sources: [claim('A1-86'), claim('A1-06'), claim('A1-30')],
  figures: [],
  here: ({ verdict }) =>
    verdict.reasons
      .slice(0, 3)
      .map(({ text, evidence: [first] }) => (first === undefined ? { text } : { text, evidence: first })),
});
