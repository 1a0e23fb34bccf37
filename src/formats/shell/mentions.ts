// A cheap look at a script: is it worth parsing at all?

import { isSoftwareName } from '../../knowledge/software';

const services =
  /\b(?:systemctl|service|rc-service|rc-update|invoke-rc\.d|update-rc\.d|chkconfig|supervisorctl)\b|init\.d\//;
const accounts = /\b(?:chpasswd|passwd|useradd|adduser|usermod)\b/;
// An `&` that is neither `&&`, `>&`, `&>`, `|&` nor part of `&amp;` or a URL's parameters.
const background = /(?<![&>|<\w=])&(?=\s|$|[);])|\w&(?=\s*(?:$|\n))/;
/**
 * Whether reading the script could tell a rule or a criterion anything: a known program, package or service, an
 * account, a background process, an installation from a variable. `false` spares the parser; it is a statement about
 * the words, so `true` promises nothing. Linear in the text.
 */
export function mentionsSoftware(text: string): boolean {
  if (services.test(text) || accounts.test(text) || background.test(text) || installsVariable(text)) {
    return true;
  }
  for (const match of text.matchAll(/[A-Za-z0-9@][A-Za-z0-9@_.+-]*/g)) {
    if (isSoftwareName(match[0])) return true;
  }
  return false;
}

/** Whether an installation is followed by an expansion within the same command. One pass. */
function installsVariable(text: string): boolean {
  let isInstalling = false;
  for (const { 0: token } of text.matchAll(/\\\n|[\n;&|]|\b(?:install|add|-Sy*u?)\b|[$`]/g)) {
    if (token === '\\\n') continue;
    if (/^[\n;&|]$/.test(token)) isInstalling = false;
    else if (token !== '$' && token !== '`') isInstalling = true;
    else if (isInstalling) return true;
  }
  return false;
}
