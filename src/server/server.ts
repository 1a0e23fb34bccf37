// The language server over any connection: VS Code's own process, standard input and output, or a test.
import {
  type CodeLens,
  type Connection,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';

import { type Language, render } from '../core/message';
import { sameSpelling } from '../core/path';
import { type Posture, type PostureFacts, unknownPosture } from '../core/posture';
import { rules } from '../rules/registry.generated';
import { type Analysis, type Analyst, workloadAt } from '../service/analysis';
import { comparisonOf } from '../service/comparison';
import { engineFacts } from '../service/engine-posture';
import { explanation } from '../service/explanation';
import type { FileSource } from '../service/project';
import { actionsFor, fixAllKind } from './actions';
import { completionsAt } from './completion';
import { diagnosticsOf } from './convert';
import {
  createAnalyses,
  languageFrom,
  pathOf,
  type Settings,
  type VirtualFiles,
  withOpenDocuments,
  withVirtualFiles,
} from './documents';
import { hoverAt } from './hover';
import { inlayHintsOf } from './inlay';
import { lensesOf } from './lens';
import {
  analysedNotification,
  type ComparisonAnswer,
  type ComparisonParams,
  comparisonRequest,
  type EngineAnswer,
  type EngineParams,
  type ExplanationParams,
  engineRequest,
  explanationRequest,
  type FileParams,
  fileNamesRequest,
  fileTextRequest,
  type InitializationOptions,
  type RuleRow,
  rulesRequest,
} from './protocol';
import { createPublisher } from './publisher';
import { texts } from './texts';

/** How long the server waits for the next keystroke before it analyses, in milliseconds. */
const quiet = 40;

/** What the server needs from outside. */
export interface ServerPorts {
  /** The analyst with its grammar files; `grammars` is the client's folder for them, if it has its own. */
  analyst(grammars: string | undefined, files: FileSource): Analyst;
  /** The files behind the open documents. */
  readonly files: FileSource;
  /** Today as `YYYY-MM-DD`. */
  today(): string;
  /** Reads the local engine's posture; the problem is a sentence in the user's language. */
  engine(language: Language): Promise<{ readonly posture: Posture } | { readonly problem: string }>;
}

/** Serves one client until it says exit. */
export function serve(connection: Connection, ports: ServerPorts): void {
  const documents = new TextDocuments(TextDocument);
  const pending = new Map<string, ReturnType<typeof setTimeout>>();
  const settingsByUri = new Map<string, Promise<Settings>>();
  let options: InitializationOptions = {};
  let locale: string | undefined;
  let hasConfiguration = false;
  const virtualFiles: VirtualFiles = {
    text: (uri) => connection.sendRequest<string | null>(fileTextRequest, { uri } satisfies FileParams),
    names: (uri) => connection.sendRequest<string[]>(fileNamesRequest, { uri } satisfies FileParams),
  };
  const files = withOpenDocuments(
    () => documents.all(),
    withVirtualFiles(ports.files, () => (options.virtualFiles === true ? virtualFiles : undefined)),
  );
  let analyses = createAnalyses(ports.analyst(undefined, files), ports.today);
  let posture: Posture | undefined;
  let facts: PostureFacts = unknownPosture;
  const publisher = createPublisher(
    async (uri, diagnostics) => {
      const version = documents.get(uri)?.version;
      await connection.sendDiagnostics({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
    },
    (uri) => documents.keys().find((open) => sameSpelling(open) === sameSpelling(uri)) ?? uri,
  );

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    // The protocol leaves the options' type to server and client; every part is checked for presence where it is used.
    options = (params.initializationOptions ?? {}) as InitializationOptions;
    locale = params.locale;
    hasConfiguration = params.capabilities.workspace?.configuration === true;
    analyses = createAnalyses(ports.analyst(options.grammars, files), ports.today);
    return {
      serverInfo: { name: 'berth' },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        hoverProvider: true,
        codeLensProvider: {},
        inlayHintProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix', fixAllKind] },
        completionProvider: { triggerCharacters: [' '] },
      },
    };
  });

  function settingsOf(uri: string): Promise<Settings> {
    if (!hasConfiguration) return Promise.resolve({});
    const known = settingsByUri.get(uri);
    if (known !== undefined) return known;
    const asked: Promise<Settings> = connection.workspace
      .getConfiguration({ scopeUri: uri, section: 'berth' })
      .then((settings: Settings | null) => settings ?? {});
    settingsByUri.set(uri, asked);
    return asked;
  }

  async function analysed(
    uri: string,
  ): Promise<{ analysis: Analysis; settings: Settings; language: Language; version: number } | undefined> {
    const document = documents.get(uri);
    if (document === undefined) return undefined;
    const settings = await settingsOf(uri);
    const { version } = document;
    const analysis = await analyses.of({ uri, version, text: document.getText() }, settings, facts);
    return analysis && { analysis, settings, language: languageFrom(settings, locale), version };
  }

  async function publish(uri: string): Promise<void> {
    const result = await analysed(uri);
    const document = documents.get(uri);
    // A newer version is on its way, or the document was closed in the meantime.
    if (result === undefined || document?.version !== result.version) return;
    await publisher.publish(uri, diagnosticsOf(result.analysis, result.language, options.uriScheme));
    await connection.sendNotification(analysedNotification, { uri });
  }

  function report(uri: string, error: unknown): void {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    connection.console.error(render({ text: texts.failed, args: { path: pathOf(uri), reason } }, 'en'));
  }

  function schedule(uri: string, delay: number): void {
    clearTimeout(pending.get(uri));
    pending.set(
      uri,
      setTimeout(() => {
        pending.delete(uri);
        publish(uri).catch((error: unknown) => report(uri, error));
      }, delay),
    );
  }

  /** Analyses the document, and all open ones that depend on it. */
  function touched(uri: string, delay: number): void {
    for (const affected of [uri, ...analyses.changed(uri)])
      if (documents.get(affected) !== undefined) schedule(affected, delay);
  }

  documents.onDidOpen(({ document }) => touched(document.uri, 0));
  documents.onDidChangeContent(({ document }) => touched(document.uri, quiet));
  documents.onDidClose(({ document: { uri } }) => {
    clearTimeout(pending.get(uri));
    pending.delete(uri);
    analyses.close(uri);
    settingsByUri.delete(uri);
    void publisher.withdraw(uri);
    // What was typed and not saved is gone with it.
    touched(uri, quiet);
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    // A file that appears or goes may change what any name leads to.
    if (changes.some(({ type }) => type !== FileChangeType.Changed)) {
      analyses.clear();
      for (const uri of documents.keys()) schedule(uri, quiet);
    } else for (const { uri } of changes) touched(uri, quiet);
  });

  connection.onDidChangeConfiguration(() => {
    settingsByUri.clear();
    analyses.clear();
    for (const uri of documents.keys()) schedule(uri, 0);
  });

  connection.onHover(async ({ textDocument: { uri }, position }) => {
    const result = await analysed(uri);
    if (result === undefined) return undefined;
    const offset = result.analysis.lines.offsetAt(position);
    return result.analysis.format === 'configuration'
      ? (await import('./configuration')).configurationHover(result.analysis.text, offset, result.language)
      : hoverAt(result.analysis, offset, result.language);
  });

  connection.onCodeLens(async ({ textDocument: { uri } }): Promise<CodeLens[]> => {
    const result = await analysed(uri);
    if (result === undefined || result.settings.codeLens === false) return [];
    return lensesOf(result.analysis, uri, result.language, options.commands === true);
  });

  connection.languages.inlayHint.on(async ({ textDocument: { uri }, range }) => {
    const result = await analysed(uri);
    return result === undefined ? [] : inlayHintsOf(result.analysis, range, result.language);
  });

  connection.onCodeAction(async ({ textDocument: { uri }, range, context: { only } }) => {
    const result = await analysed(uri);
    if (result === undefined) return [];
    const { analysis, language, version } = result;
    return actionsFor(analysis, range, only ?? [], {
      uri,
      version,
      language,
      commands: options.commands === true,
      uriScheme: options.uriScheme,
    });
  });

  connection.onCompletion(async ({ textDocument: { uri }, position }) => {
    const result = await analysed(uri);
    if (result === undefined) return undefined;
    const offset = result.analysis.lines.offsetAt(position);
    return result.analysis.format === 'configuration'
      ? (await import('./configuration')).configurationCompletions(
          result.analysis.text,
          offset,
          result.language,
        )
      : completionsAt(result.analysis, offset, result.language);
  });

  connection.onRequest(comparisonRequest, async (params: ComparisonParams): Promise<ComparisonAnswer> => {
    const result = await analysed(params.uri);
    if (result === undefined) return { view: null, language: languageFrom({}, locale) };
    const { analysis, language } = result;
    const workload =
      analysis.workloads.find((candidate) => candidate.id === params.workload) ??
      workloadAt(analysis, analysis.lines.offsetAt(params.position));
    return {
      view: workload === undefined ? null : comparisonOf(analysis, workload, posture, language),
      language,
    };
  });

  connection.onRequest(
    explanationRequest,
    async ({ rule: id }: ExplanationParams): Promise<string | null> => {
      const rule = rules.find((candidate) => candidate.id === id);
      return rule === undefined ? null : explanation(rule, languageFrom(await settingsOf(''), locale));
    },
  );

  connection.onRequest(rulesRequest, async (): Promise<RuleRow[]> => {
    const language = languageFrom(await settingsOf(''), locale);
    return rules.map(({ id, title, concern, severity }) => ({
      id,
      title: title[language],
      concern,
      severity,
    }));
  });

  connection.onRequest(engineRequest, async ({ trusted }: EngineParams): Promise<EngineAnswer> => {
    const language = languageFrom(await settingsOf(''), locale);
    if (!trusted) return { problem: texts.untrusted[language] };
    const outcome = await ports.engine(language);
    if ('problem' in outcome) return outcome;
    posture = outcome.posture;
    facts = engineFacts(posture);
    // Severities depend on it.
    analyses.clear();
    for (const uri of documents.keys()) schedule(uri, 0);
    return {};
  });

  documents.listen(connection);
  connection.listen();
}
