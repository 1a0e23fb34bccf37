// Why facts of an engine's configuration are unknown or implied.
import type { Text } from '../../core/message';

/** The value is of a kind that the engine does not accept there. */
export const notUnderstood: Text = {
  en: 'The value is not one that the engine accepts here.',
  de: 'Diesen Wert nimmt die Engine hier nicht an.',
};

/** Options of `dockerd`. */
export const commandLine: Text = {
  en: 'The command line that starts the engine may say it.',
  de: 'Die Befehlszeile, die die Engine startet, kann es festlegen.',
};

/** The JSON is broken. */
export const brokenJson: Text = {
  en: 'The JSON is broken, so something may be lost.',
  de: 'Das JSON ist fehlerhaft; etwas kann verloren gegangen sein.',
};

/** No `userns-remap`. */
export const noRemap: Text = {
  en: 'Without userns-remap, users of containers have the same IDs on the host.',
  de: 'Ohne userns-remap haben Benutzer der Container auf dem Host dieselben IDs.',
};

/** No `no-new-privileges`. */
export const mayGain: Text = {
  en: 'Without no-new-privileges, containers may gain privileges.',
  de: 'Ohne no-new-privileges können Container Rechte hinzugewinnen.',
};

/** No `seccomp-profile`. */
export const ownProfile: Text = {
  en: 'Docker applies its own seccomp profile by default.',
  de: 'Docker wendet von sich aus sein seccomp-Profil an.',
};

/** No `selinux-enabled`. */
export const noSelinux: Text = {
  en: 'Without selinux-enabled, SELinux labels are not used.',
  de: 'Ohne selinux-enabled werden SELinux-Labels nicht verwendet.',
};

/** No `default-runtime`. */
export const runcByDefault: Text = {
  en: 'Without default-runtime, containers run under runc.',
  de: 'Ohne default-runtime laufen Container unter runc.',
};

/** No `log-driver`. */
export const jsonFile: Text = {
  en: 'Without log-driver, Docker uses json-file, which keeps everything unless max-size limits it.',
  de: 'Ohne log-driver nimmt Docker json-file, das alles behält, wenn max-size es nicht begrenzt.',
};

/** No `tlsverify`. */
export const noVerification: Text = {
  en: 'Without tlsverify, clients need no certificate.',
  de: 'Ohne tlsverify brauchen Clients kein Zertifikat.',
};

/** No `live-restore`. */
export const noLiveRestore: Text = {
  en: 'Without live-restore, containers stop with the engine.',
  de: 'Ohne live-restore enden Container mit der Engine.',
};

/** The file lies where an engine without root looks for it. */
export const rootlessPlace: Text = {
  en: 'An engine that runs without root reads its configuration here.',
  de: 'Hier liest eine Engine, die ohne root läuft, ihre Konfiguration.',
};
