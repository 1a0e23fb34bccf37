// Recognises Windows answer files by their root element, or by the name under which Windows Setup looks for them.
import type { Recognition } from '../format';

/** Answer files for Windows Setup and Sysprep, also as templates. */
export default {
  id: 'autounattend',
  title: 'Windows answer file',
  usualName: 'autounattend.xml',
  recognisedBy: 'name (`autounattend.xml`, `unattend.xml`), or an `<unattend>` root in XML',
  languages: ['xml'],
  recognisesName: (path) => /(?:^|\/)(?:auto)?unattend\.xml$/i.test(path),
  mayHold: (path) =>
    /\.xml(?:\.(?:in|erb|j2|jinja2?|tmpl|tpl|tftpl|template))?$|unattend[^/]*\.(?:tftpl|tpl|tmpl|pkrtpl(?:\.hcl)?)$/i.test(
      path,
    ),
  recognisesContent: (head) =>
    /<unattend\b/.test(head) &&
    (head.includes('schemas-microsoft-com:unattend') || /<settings\s+pass=/.test(head)),
} satisfies Recognition;
