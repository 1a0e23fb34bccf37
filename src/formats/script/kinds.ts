// Which kind of source a path is, by its name alone.

/** How commands stand in a file. */
export type SourceKind = 'shell' | 'makefile' | 'pipeline' | 'groovy' | 'unit';

const kinds: readonly (readonly [kind: SourceKind, pattern: RegExp])[] = [
  ['shell', /\.(?:sh|bash|zsh|ksh|dash|command)$/i],
  ['makefile', /(?:^|\/)(?:GNU)?[Mm]akefile(?:\.[\w-]+)?$|\.mk$/],
  [
    'pipeline',
    /(?:^|\/)(?:[^/]*\.gitlab-ci\.ya?ml|\.gitlab\/.*\.ya?ml|\.(?:github|gitea|forgejo)\/(?:workflows|actions)\/.*\.ya?ml|\.circleci\/[^/]*\.ya?ml|[^/]*azure-pipelines[^/]*\.ya?ml|bitbucket-pipelines\.ya?ml|\.travis\.ya?ml|\.drone\.ya?ml|\.woodpecker(?:\/[^/]*)?\.ya?ml)$/,
  ],
  ['groovy', /(?:^|\/)Jenkinsfile(?:[.-][^/]*)?$|\.jenkinsfile$/],
  ['unit', /\.service$|\.service\.d\/[^/]*\.conf$/],
  // Without a suffix, scripts lie in folders of their own.
  ['shell', /(?:^|\/)(?:bin|sbin|scripts?|hooks|tools|hack|ci|\.ci)\/[^/.]+$/],
];

/** The kind of source; `undefined` where commands are not to be expected. */
export function sourceKind(path: string): SourceKind | undefined {
  return kinds.find(([, pattern]) => pattern.test(path))?.[0];
}
