// The comparison page: shows what the extension sends, as text and never as markup, and sends back what is clicked.
import { render } from 'preact';
import type { FromPage, ToPage } from '../protocol';
import { Comparison, Empty } from './comparison';
import { Page } from './parts';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const vscode = acquireVsCodeApi();
const send = (message: FromPage): void => vscode.postMessage(message);
const root = document.getElementById('root');

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (root === null) return;
  const { language } = data;
  document.documentElement.lang = language;
  if (data.type === 'empty') render(<Empty state={data.state} />, root);
  else {
    const { view } = data;
    render(
      <Page.Provider value={{ send, words: view.words, language, path: view.workload.place.path }}>
        <Comparison view={view} />
      </Page.Provider>,
      root,
    );
  }
});

send({ type: 'ready' });
