// What the two articles of the mission state (A1 and A2), each claim as one sentence in our own words.

import type { Text } from '../core/message';

// Where a claim is outdated or too absolute, its sentence says so: a reader must not take it for our finding.
const table = {
  'A1-01': {
    en: 'Few people can really explain how containers and VMs differ.',
    de: 'Den Unterschied zwischen Containern und VMs können nur wenige wirklich erklären.',
  },
  'A1-02': {
    en: 'The choice changes how systems are separated, run and scaled.',
    de: 'Die Wahl verändert, wie Systeme getrennt, betrieben und skaliert werden.',
  },
  'A1-03': {
    en: 'A VM is a whole computer: its own operating system on virtual hardware.',
    de: 'Eine VM ist ein ganzer Rechner: eigenes Betriebssystem auf virtueller Hardware.',
  },
  'A1-04': {
    en: 'VMs run on a hypervisor such as VMware, Hyper-V or KVM.',
    de: 'VMs laufen auf einem Hypervisor, etwa VMware, Hyper-V oder KVM.',
  },
  'A1-05': {
    en: 'Several VMs share one machine without noticing each other.',
    de: 'Mehrere VMs teilen sich eine Maschine, ohne voneinander zu wissen.',
  },
  'A1-06': {
    en: 'VMs are powerful and stable, but can be sluggish.',
    de: 'VMs sind leistungsfähig und stabil, können aber schwerfällig sein.',
  },
  'A1-07': {
    en: 'The example: four VMs of 16 GB each on a host with 64 GB.',
    de: 'Das Beispiel: vier VMs zu je 16 GB auf einem Host mit 64 GB.',
  },
  'A1-08': { en: 'Every VM boots on its own.', de: 'Jede VM startet für sich.' },
  'A1-09': {
    en: 'Every VM has to be patched on its own.',
    de: 'Jede VM muss einzeln mit Updates versorgt werden.',
  },
  'A1-10': {
    en: 'Every VM gets virtual processors and an operating system of its own.',
    de: 'Jede VM erhält virtuelle Prozessoren und ein Betriebssystem für sich.',
  },
  'A1-11': {
    en: 'VMs separate cleanly and give full control, at the price of overhead.',
    de: 'VMs trennen sauber und geben volle Kontrolle, kosten aber Overhead.',
  },
  'A1-12': {
    en: 'Every VM carries an installation of an operating system.',
    de: 'Jede VM trägt eine eigene Betriebssysteminstallation.',
  },
  'A1-13': {
    en: 'A VM runs nearly anything, whatever the operating system.',
    de: 'In einer VM läuft fast alles, gleich für welches Betriebssystem.',
  },
  'A1-14': { en: 'VMs are stable but heavy.', de: 'VMs sind stabil, aber schwer.' },
  'A1-15': {
    en: 'The hypervisor virtualises CPU, memory, disk and network.',
    de: 'Der Hypervisor virtualisiert CPU, Speicher, Platte und Netzwerk.',
  },
  'A1-16': {
    en: 'Every VM takes its own share of the hardware.',
    de: 'Jede VM beansprucht ihren Teil der Hardware.',
  },
  'A1-17': {
    en: 'A VM is strongly isolated, because it has a kernel of its own.',
    de: 'Eine VM ist stark isoliert, weil sie einen eigenen Kernel hat.',
  },
  'A1-18': {
    en: 'VMs suit legacy systems and security-critical applications.',
    de: 'VMs passen zu Altsystemen und sicherheitskritischen Anwendungen.',
  },
  'A1-19': {
    en: 'VMs are proven over many years and behave predictably.',
    de: 'VMs sind über viele Jahre erprobt und verhalten sich vorhersehbar.',
  },
  'A1-20': {
    en: 'VMs need a lot, since every operating system takes memory, disk and CPU.',
    de: 'VMs brauchen viel, denn jedes Betriebssystem kostet Speicher, Platte und CPU.',
  },
  'A1-21': {
    en: 'Snapshots of VMs are large and hard to move.',
    de: 'VM-Snapshots sind groß und lassen sich schlecht verschieben.',
  },
  'A1-22': {
    en: 'The article says a VM takes minutes to boot; published values run from milliseconds to minutes.',
    de: 'Der Artikel sagt, eine VM starte in Minuten; veröffentlichte Werte reichen von Millisekunden bis Minuten.',
  },
  'A1-23': {
    en: 'A container brings no full operating system and adds hardly any overhead.',
    de: 'Ein Container bringt kein volles Betriebssystem mit und kostet kaum Overhead.',
  },
  'A1-24': {
    en: 'Containers virtualise the operating system: own files, network stack, processes and libraries.',
    de: 'Container virtualisieren das Betriebssystem: eigene Dateien, eigener Netzwerk-Stack, eigene Prozesse und Bibliotheken.',
  },
  'A1-25': {
    en: 'Namespaces separate containers, cgroups limit their resources.',
    de: 'Namespaces trennen Container, cgroups begrenzen ihre Ressourcen.',
  },
  'A1-26': { en: 'A container starts within seconds.', de: 'Ein Container startet innerhalb von Sekunden.' },
  'A1-27': {
    en: 'An image holds the application, its libraries and its configuration, nothing more.',
    de: 'Ein Image enthält die Anwendung, ihre Bibliotheken und ihre Konfiguration, sonst nichts.',
  },
  'A1-28': {
    en: 'The example: five microservices are to be deployed.',
    de: 'Das Beispiel: Fünf Microservices sollen ausgerollt werden.',
  },
  'A1-29': {
    en: 'Five containers replace five VMs and take only what they use.',
    de: 'Fünf Container ersetzen fünf VMs und nehmen nur, was sie nutzen.',
  },
  'A1-30': {
    en: 'Containers fit CI/CD, microservices and cloud-native systems and need few resources.',
    de: 'Container passen zu CI/CD, Microservices und Cloud-nativen Systemen und brauchen wenig.',
  },
  'A1-31': {
    en: 'Containers isolate less, since they share the kernel.',
    de: 'Container isolieren schwächer, weil sie den Kernel teilen.',
  },
  'A1-32': {
    en: 'A Linux container needs a Linux kernel.',
    de: 'Ein Linux-Container braucht einen Linux-Kernel.',
  },
  'A1-33': {
    en: 'A VM takes any operating system, a container only one its kernel can serve.',
    de: 'Eine VM nimmt jedes Betriebssystem, ein Container nur eines, das der Kernel bedienen kann.',
  },
  'A1-34': {
    en: 'Images move easily between hosts with a container runtime, VM images are bulky.',
    de: 'Images ziehen leicht zwischen Hosts mit Container-Laufzeit um, VM-Abbilder sind sperrig.',
  },
  'A1-35': {
    en: 'Overhead limits how far VMs scale, containers scale very far.',
    de: 'Overhead begrenzt die Skalierung von VMs, Container skalieren sehr weit.',
  },
  'A1-36': {
    en: 'A container is built as an image, not set up by hand.',
    de: 'Ein Container wird als Image gebaut, nicht von Hand eingerichtet.',
  },
  'A1-37': {
    en: 'An image is reproducible and starts the same way everywhere.',
    de: 'Ein Image ist reproduzierbar und startet überall auf dieselbe Weise.',
  },
  'A1-38': {
    en: 'With containers, infrastructure is written as code.',
    de: 'Mit Containern wird Infrastruktur als Code geschrieben.',
  },
  'A1-39': {
    en: 'Reproducible operation ends the excuse that it worked on one machine only.',
    de: 'Reproduzierbarer Betrieb beendet die Ausrede, es sei nur auf einem Rechner gelaufen.',
  },
  'A1-40': {
    en: 'A container is a different way of working, not an improved VM.',
    de: 'Ein Container ist eine andere Arbeitsweise, keine verbesserte VM.',
  },
  'A1-41': {
    en: 'Deployment works through declared states and pipelines, not through SSH.',
    de: 'Ausgerollt wird über beschriebene Zustände und Pipelines, nicht über SSH.',
  },
  'A1-42': {
    en: 'Containers are less secure in theory; setup and governance decide in practice.',
    de: 'Container sind in der Theorie unsicherer; in der Praxis entscheiden Aufbau und Regeln.',
  },
  'A1-43': {
    en: 'At large scale, network, security and storage make the lifecycle of containers complex.',
    de: 'In großem Maßstab machen Netzwerk, Sicherheit und Datenhaltung den Lebenszyklus von Containern komplex.',
  },
  'A1-44': {
    en: 'Containers are very efficient, but ask for discipline and knowledge.',
    de: 'Container sind sehr effizient, verlangen aber Disziplin und Wissen.',
  },
  'A1-45': {
    en: 'A container that takes over the kernel takes over the whole host.',
    de: 'Ein Container, der den Kernel übernimmt, übernimmt den ganzen Host.',
  },
  'A1-46': {
    en: 'All containers of a host share its kernel.',
    de: 'Alle Container eines Hosts teilen sich dessen Kernel.',
  },
  'A1-47': {
    en: 'Rootless operation is one of the protections of containers.',
    de: 'Rootless-Betrieb ist eine der Schutzmaßnahmen für Container.',
  },
  'A1-48': {
    en: 'User namespaces give containers user ids of their own.',
    de: 'User-Namespaces geben Containern eigene Benutzerkennungen.',
  },
  'A1-49': {
    en: 'seccomp, AppArmor and SELinux filter what a container may ask of the kernel.',
    de: 'seccomp, AppArmor und SELinux filtern, was ein Container vom Kernel verlangen darf.',
  },
  'A1-50': {
    en: 'Own kernels separate VMs better, yet their operating systems add attack surface.',
    de: 'Eigene Kernel trennen VMs besser, doch ihre Betriebssysteme vergrößern die Angriffsfläche.',
  },
  'A1-51': {
    en: 'The article names PodSecurityPolicies; Kubernetes deprecated them in 1.21 and removed them in 1.25.',
    de: 'Der Artikel nennt PodSecurityPolicies; Kubernetes hat sie in 1.21 abgekündigt und in 1.25 entfernt.',
  },
  'A1-52': {
    en: 'Security is a process and a matter of design, not of the format.',
    de: 'Sicherheit ist ein Prozess und eine Frage des Entwurfs, nicht des Formats.',
  },
  'A1-53': {
    en: 'Thirty outdated Windows VMs with open remote desktops are worse than good containers.',
    de: 'Dreißig veraltete Windows-VMs mit offenem Remotedesktop sind schlechter als gute Container.',
  },
  'A1-54': {
    en: 'Containers change logging, monitoring, networks and storage.',
    de: 'Container verändern Protokollierung, Überwachung, Netze und Datenhaltung.',
  },
  'A1-55': {
    en: 'A container can be gone before anybody reads its log.',
    de: 'Ein Container kann weg sein, bevor jemand sein Log liest.',
  },
  'A1-56': {
    en: 'Persistence, network access and metrics work differently with containers.',
    de: 'Persistenz, Netzwerkzugriff und Metriken funktionieren mit Containern anders.',
  },
  'A1-57': {
    en: 'Containers suit many small services that change often.',
    de: 'Container passen zu vielen kleinen, oft geänderten Diensten.',
  },
  'A1-58': {
    en: 'Containers suit teams that work with CI/CD or cloud-native.',
    de: 'Container passen zu Teams, die mit CI/CD oder Cloud-nativ arbeiten.',
  },
  'A1-59': {
    en: 'Containers suit workloads that have to scale elastically.',
    de: 'Container passen zu Workloads, die elastisch skalieren müssen.',
  },
  'A1-60': {
    en: 'Containers suit environments that are set up quickly for development, test and staging.',
    de: 'Container passen, wenn Umgebungen für Entwicklung, Test und Abnahme schnell entstehen sollen.',
  },
  'A1-61': {
    en: 'VMs suit legacy applications and special operating systems.',
    de: 'VMs passen zu Altanwendungen und besonderen Betriebssystemen.',
  },
  'A1-62': {
    en: 'VMs suit high security demands and compliance rules.',
    de: 'VMs passen zu hohen Sicherheits- und Compliance-Anforderungen.',
  },
  'A1-63': {
    en: 'VMs suit a stable system that runs long and changes little.',
    de: 'VMs passen zu einem stabilen System, das lange läuft und sich wenig ändert.',
  },
  'A1-64': {
    en: 'VMs suit functions close to the hardware and particular drivers.',
    de: 'VMs passen zu hardwarenahen Funktionen und bestimmten Treibern.',
  },
  'A1-65': {
    en: 'Often both are combined: VMs as the base, containers on top.',
    de: 'Oft wird beides kombiniert: VMs als Unterbau, Container darauf.',
  },
  'A1-66': {
    en: 'Combining both is pragmatic, not contradictory.',
    de: 'Beides zu kombinieren ist pragmatisch, nicht widersprüchlich.',
  },
  'A1-67': {
    en: 'That containers are simply more efficient is only part of the truth.',
    de: 'Dass Container schlicht effizienter sind, ist nur ein Teil der Wahrheit.',
  },
  'A1-68': {
    en: 'Containers save hardware but cost knowledge.',
    de: 'Container sparen Hardware, verlangen aber Wissen.',
  },
  'A1-69': {
    en: 'Missing knowledge leads to waste, security holes and disorder.',
    de: 'Fehlendes Wissen führt zu Verschwendung, Sicherheitslücken und Unordnung.',
  },
  'A1-70': {
    en: 'Scaling VMs costs performance and money.',
    de: 'VMs zu skalieren kostet Leistung und Geld.',
  },
  'A1-71': {
    en: 'A VM uses more resources, but is cheap to run while nothing changes.',
    de: 'Eine VM braucht mehr Ressourcen, ist aber günstig im Betrieb, wenn sich nichts ändert.',
  },
  'A1-72': {
    en: 'Use containers where scaling and agility count.',
    de: 'Container gehören dorthin, wo Skalierung und Beweglichkeit zählen.',
  },
  'A1-73': {
    en: 'Use VMs where stability and compliance count.',
    de: 'VMs gehören dorthin, wo Stabilität und Compliance zählen.',
  },
  'A1-74': {
    en: 'Automate how VMs and containers work together.',
    de: 'Das Zusammenspiel von VMs und Containern gehört automatisiert.',
  },
  'A1-75': {
    en: 'Containers fit a team that automates its deployments.',
    de: 'Container passen zu einem Team, das seine Deployments automatisiert.',
  },
  'A1-76': {
    en: 'Containers need tools for operation; the article’s list of them is not preserved.',
    de: 'Container brauchen Betriebswerkzeuge; die Liste des Artikels ist nicht erhalten.',
  },
  'A1-77': {
    en: 'Teams underestimate how much operation containers need.',
    de: 'Teams unterschätzen, wie viel Betrieb Container brauchen.',
  },
  'A1-78': {
    en: 'Both pursue isolation, stability and scalability.',
    de: 'Beide verfolgen Isolation, Stabilität und Skalierbarkeit.',
  },
  'A1-79': {
    en: 'VMs imitate machines, containers abstract applications.',
    de: 'VMs bilden Maschinen nach, Container abstrahieren Anwendungen.',
  },
  'A1-80': {
    en: 'Choose what makes sense, not what is in fashion.',
    de: 'Entscheidend ist der Sinn, nicht die Mode.',
  },
  'A1-81': {
    en: 'VMs virtualise the hardware, containers the operating system.',
    de: 'VMs virtualisieren die Hardware, Container das Betriebssystem.',
  },
  'A1-82': {
    en: 'A VM has an operating system per instance, a container has none.',
    de: 'Eine VM hat je Instanz ein Betriebssystem, ein Container keines.',
  },
  'A1-83': {
    en: 'The article’s table: VMs start in minutes, containers in seconds.',
    de: 'Die Tabelle des Artikels: VMs starten in Minuten, Container in Sekunden.',
  },
  'A1-84': {
    en: 'VMs use many resources, containers few.',
    de: 'VMs brauchen viele Ressourcen, Container wenige.',
  },
  'A1-85': {
    en: 'Isolation is strong with VMs and medium with containers.',
    de: 'Die Isolation ist bei VMs stark und bei Containern mittel.',
  },
  'A1-86': {
    en: 'VMs and containers are ideal for different things.',
    de: 'VMs und Container eignen sich für Verschiedenes.',
  },
  'A1-87': {
    en: 'Containers have to be integrated into existing systems.',
    de: 'Container müssen in bestehende Systeme eingebunden werden.',
  },
  'A1-88': {
    en: 'The engine manages containers that use the host’s one kernel together.',
    de: 'Die Engine verwaltet Container, die gemeinsam den einen Kernel des Hosts nutzen.',
  },
  'A1-89': {
    en: 'Both solve the same problem: many isolated applications on one machine.',
    de: 'Beide lösen dasselbe Problem: viele getrennte Anwendungen auf einer Maschine.',
  },
  'A1-90': {
    en: 'Changed operation is no drawback, but needs knowledge and structure.',
    de: 'Veränderter Betrieb ist kein Nachteil, verlangt aber Wissen und Struktur.',
  },
  'A2-01': {
    en: 'Type 1 hypervisors run on the hardware, type 2 hypervisors on an operating system.',
    de: 'Hypervisoren vom Typ 1 laufen auf der Hardware, solche vom Typ 2 auf einem Betriebssystem.',
  },
  'A2-02': {
    en: 'A VM holds a guest system with its libraries and applications.',
    de: 'Eine VM enthält ein Gastsystem mit Bibliotheken und Anwendungen.',
  },
  'A2-03': {
    en: 'The hypervisor provides the virtual hardware.',
    de: 'Der Hypervisor stellt die virtuelle Hardware bereit.',
  },
  'A2-04': {
    en: 'The article calls VMs fully isolated from each other; CVE-2015-3456 shows a limit.',
    de: 'Der Artikel nennt VMs vollständig voneinander isoliert; CVE-2015-3456 zeigt eine Grenze.',
  },
  'A2-05': {
    en: 'The container engine governs access to the operating system’s resources.',
    de: 'Die Container-Engine regelt den Zugriff auf die Ressourcen des Betriebssystems.',
  },
  'A2-06': {
    en: 'Containers share the kernel and need no operating system of their own.',
    de: 'Container nutzen einen gemeinsamen Kernel und kommen ohne eigenes Betriebssystem aus.',
  },
  'A2-07': { en: 'Containers are lighter than VMs.', de: 'Container sind leichter als VMs.' },
  'A2-08': {
    en: 'Containers isolate processes and files, but not as strongly as VMs.',
    de: 'Container isolieren Prozesse und Dateien, aber nicht so stark wie VMs.',
  },
  'A2-09': {
    en: 'VMs have more overhead because of their full operating system.',
    de: 'VMs haben wegen ihres vollen Betriebssystems mehr Overhead.',
  },
  'A2-10': { en: 'Virtualisation can cost performance.', de: 'Virtualisierung kann Leistung kosten.' },
  'A2-11': {
    en: 'Applications with heavy input and output suffer most from virtualisation.',
    de: 'Anwendungen mit viel Ein- und Ausgabe leiden am stärksten unter Virtualisierung.',
  },
  'A2-12': {
    en: 'A VM takes longer to boot than a container to start.',
    de: 'Eine VM braucht zum Booten länger als ein Container zum Starten.',
  },
  'A2-13': {
    en: 'Containers save resources by using the host’s kernel.',
    de: 'Container sparen Ressourcen, indem sie den Kernel des Hosts nutzen.',
  },
  'A2-14': {
    en: 'Every guest system takes disk space and CPU.',
    de: 'Jedes Gastsystem kostet Plattenplatz und CPU.',
  },
  'A2-15': {
    en: 'Containers often start in less than a second, as they load only the application.',
    de: 'Container starten oft in weniger als einer Sekunde, weil sie nur die Anwendung laden.',
  },
  'A2-16': {
    en: 'Containers need less memory and CPU than VMs.',
    de: 'Container brauchen weniger Speicher und CPU als VMs.',
  },
  'A2-17': {
    en: 'Managing resources in the hypervisor adds overhead.',
    de: 'Die Ressourcenverwaltung im Hypervisor kostet zusätzlichen Overhead.',
  },
  'A2-18': {
    en: 'More containers than VMs fit on one host.',
    de: 'Auf einen Host passen mehr Container als VMs.',
  },
  'A2-19': {
    en: 'The article credits the isolation of VMs to their complete operating systems; it comes from kernel and hypervisor.',
    de: 'Der Artikel schreibt die Isolation von VMs ihren vollständigen Betriebssystemen zu; sie kommt von Kernel und Hypervisor.',
  },
  'A2-20': {
    en: 'VMs have more overhead and start more slowly.',
    de: 'VMs haben mehr Overhead und starten langsamer.',
  },
  'A2-21': {
    en: 'VMs fit where the whole operating system has to be isolated.',
    de: 'VMs passen, wo das ganze Betriebssystem isoliert sein muss.',
  },
  'A2-22': {
    en: 'In sum, containers are lighter and more efficient.',
    de: 'In der Summe sind Container leichter und effizienter.',
  },
  'A2-23': {
    en: 'Containers have less overhead and start faster.',
    de: 'Container haben weniger Overhead und starten schneller.',
  },
  'A2-24': {
    en: 'Containers fit development environments that have to be efficient and scalable.',
    de: 'Container passen zu Entwicklungsumgebungen, die effizient und skalierbar sein sollen.',
  },
  'A2-25': {
    en: 'Containers suit microservice architectures.',
    de: 'Container eignen sich für Microservice-Architekturen.',
  },
  'A2-26': {
    en: 'Containers are preferred in many modern uses.',
    de: 'In vielen modernen Einsätzen werden Container vorgezogen.',
  },
  'A2-27': {
    en: 'VMs stay relevant where strong isolation is needed.',
    de: 'VMs bleiben wichtig, wo starke Isolation nötig ist.',
  },
  'A2-28': {
    en: 'Containers are chosen for efficiency and flexibility.',
    de: 'Container werden wegen Effizienz und Flexibilität gewählt.',
  },
  'A2-29': {
    en: 'The article’s four pictures are not preserved; Berth draws its own layers.',
    de: 'Die vier Bilder des Artikels sind nicht erhalten; Berth zeichnet eigene Schichten.',
  },
  'A2-30': {
    en: 'VMs are compatible with different operating systems.',
    de: 'VMs vertragen sich mit verschiedenen Betriebssystemen.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** The id of a claim: article and number. */
export type ClaimId = keyof typeof table;

/** Every claim, by id. */
export const claims: Readonly<Record<ClaimId, Text>> = table;
