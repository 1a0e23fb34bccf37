// The comparison page: shows what the extension sends, as text and never as markup, and sends back what is clicked.
import { render } from 'preact';
import type { FromPage, ToPage } from '../protocol';
import { Comparison, Empty } from './comparison';

declare function acquireVsCodeApi(): { postMessage(message: FromPage): void };

const vscode = acquireVsCodeApi();
const send = (message: FromPage): void => vscode.postMessage(message);
const root = document.getElementById('root');

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
  if (root === null) return;
  document.documentElement.lang = data.language;
  render(
    data.type === 'view' ? <Comparison view={data.view} send={send} /> : <Empty state={data.state} />,
    root,
  );
});

send({ type: 'ready' });
