// Which comments speak to Berth: its own suppressions and those of other tools, which it honours.

const pragma =
  /berth-ignore|hadolint\s+(global\s+)?ignore|trivy:ignore|checkov:skip|checkov\.io\/skip|kics-scan|ignore-check\.kube-linter\.io|kube-linter\.io\/ignore|nosemgrep/i;

/** Whether a comment, or a piece of text with one in it, may hold a suppression. */
export function isPragma(text: string): boolean {
  return pragma.test(text);
}
