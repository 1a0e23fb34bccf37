// Why facts of libvirt's configuration are implied or unknown.
import type { Text } from '../../core/message';

/** What libvirt refuses. */
export const unreadable: Text = {
  en: 'libvirt would not accept this value.',
  de: 'Diesen Wert nähme libvirt nicht an.',
};

/** A line that is no setting. */
export const lostLine: Text = {
  en: 'A line of the file cannot be read, so something may be missing.',
  de: 'Eine Zeile der Datei ist nicht lesbar; es kann etwas fehlen.',
};

/** Templates. */
export const filledIn: Text = {
  en: 'A template fills this value in.',
  de: 'Eine Vorlage setzt diesen Wert ein.',
};

/** No `listen_tcp`, no `listen_tls`. */
export const socketsDecide: Text = {
  en: 'How the daemon is started decides it: with --listen, or by socket units of systemd.',
  de: 'Wie der Daemon gestartet wird, entscheidet es: mit --listen oder durch Socket-Units von systemd.',
};

/** No `auth_tcp`. */
export const saslByDefault: Text = {
  en: 'Without auth_tcp, clients over TCP log in with SASL.',
  de: 'Ohne auth_tcp melden sich Clients über TCP mit SASL an.',
};

/** Certificates. */
export const certificates: Text = {
  en: 'Over TLS, libvirt asks clients for a certificate.',
  de: 'Über TLS verlangt libvirt von Clients ein Zertifikat.',
};

/** `tls_no_verify_certificate = 1` without `auth_tls`. */
export const noCertificates: Text = {
  en: 'No certificate is verified here, and without auth_tls nothing else is asked for.',
  de: 'Hier wird kein Zertifikat geprüft, und ohne auth_tls wird nichts anderes verlangt.',
};

/** No `vnc_listen`, no `spice_listen`. */
export const loopback: Text = {
  en: 'Without vnc_listen and spice_listen, screens listen on 127.0.0.1.',
  de: 'Ohne vnc_listen und spice_listen lauschen Bildschirme auf 127.0.0.1.',
};

/** No password for screens. */
export const noPassword: Text = {
  en: 'Without a password, SASL or client certificates here, screens ask for nothing the guest does not ask for itself.',
  de: 'Ohne Passwort, SASL oder Client-Zertifikate verlangen Bildschirme hier nichts, was der Gast nicht selbst verlangt.',
};

/** No `security_driver`. */
export const driverProbed: Text = {
  en: 'Without security_driver, libvirt takes the driver it finds on the host.',
  de: 'Ohne security_driver nimmt libvirt den Treiber, den es auf dem Host findet.',
};
