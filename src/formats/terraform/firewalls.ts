// Who may reach a machine of a cloud: security groups and firewall rules of the module, joined where references are literal.
import {
  complete,
  type Fact,
  type Facts,
  implied,
  is,
  isKnown,
  type Known,
  knownValue,
  listed,
  mapFact,
  notStated,
  stated,
  type Unknown,
  unknown,
} from '../../core/fact';
import type { PublishedPort } from '../../core/workload';
import { joined, type MachineReading, orElse, referring, sectionOf } from './machine';
import { texts } from './messages';
import { type Module, type Resource, resourcesOfType } from './module';
import type { Section } from './section';
import { defaults } from './sources';

/** The ports of a machine that rules of its cloud open. */
export function portsOf(reading: MachineReading): Facts<PublishedPort> | undefined {
  const { type } = reading.resource;
  if (type.startsWith('aws_')) return awsPorts(reading);
  if (type.startsWith('azurerm_')) return azurePorts(reading);
  return type.startsWith('google_') ? googlePorts(reading) : undefined;
}

const everywhere = /^(?:0\.0\.0\.0\/0|::\/0|\*|internet|any)$/i;

/** The widest of the networks that a rule takes connections from; one that is open may be any. */
function widest(...lists: readonly Facts<string>[]): Fact<string> {
  const { items, rest } = joined(...lists);
  const open = items.find(({ value }) => everywhere.test(value));
  if (open !== undefined) return { ...open, value: '0.0.0.0' };
  return rest ?? items[0] ?? notStated;
}

/** First and last port of a range. */
interface Range {
  readonly port: Fact<number>;
  readonly lastPort?: number;
}

const highest = 65_535;

function published(
  section: Section,
  { port, lastPort }: Range,
  address: Fact<string>,
  protocol: PublishedPort['protocol'],
): Known<PublishedPort> {
  const range = lastPort === undefined ? {} : { lastPort };
  return stated({ port, ...range, hostPort: port, address, protocol }, section.place);
}

/** Whether a machine has an address that the internet reaches; `open` where the network decides it. */
type Reach = 'public' | 'private' | 'open';

/** Without a public address, nobody of the internet reaches a machine, whatever the rules say. */
function behind(reach: Reach, address: Fact<string>): Fact<string> {
  if (!is(address, '0.0.0.0') || reach === 'public') return address;
  return reach === 'private'
    ? unknown(texts.notPublic, address.place)
    : implied(address.value, texts.subnetDecides, defaults.aws, address.place);
}

// --- AWS ----------------------------------------------------------------------------------------------------------

function awsPorts({ module, resource, settings }: MachineReading): Facts<PublishedPort> {
  const [template] = ['id', 'name'].flatMap(
    (name) => settings.one('launch_template')?.references(name) ?? [],
  );
  const holders = [settings, ...(template === undefined ? [] : [sectionOf(template, module)])].flatMap(
    (section) => [
      section,
      ...['network_interfaces', 'primary_network_interface', 'network_interface'].flatMap(
        (name) => section.all(name).items,
      ),
    ],
  );
  const cards = holders
    .flatMap((section) => section.references('network_interface_id'))
    .filter(({ type }) => type === 'aws_network_interface');
  const attached = [resource, ...cards].flatMap((target) =>
    referring(module, 'aws_network_interface_sg_attachment', 'network_interface_id', target),
  );
  const sections = [...holders, ...cards.map((card) => sectionOf(card, module))];
  const lists = [
    ...sections.flatMap((section) =>
      ['vpc_security_group_ids', 'security_groups'].map((name) => groupsIn(section, name)),
    ),
    ...attached.map((attachment) => groupsIn(attachment, 'security_group_id')),
  ].filter((list) => list !== undefined);
  const reach = reachOf(resource, sections, module);
  const groups = [...new Set(lists.flatMap(({ groups: found }) => found))];
  const all = joined(...groups.map((group) => awsRules(group, module, reach)));
  const rest = lists.length === 0 ? notStated : lists.find(({ rest: open }) => open !== undefined)?.rest;
  return rest === undefined ? all : listed(all.items, rest);
}

/** Whether an instance has a public address: it says so, its subnet does, or an elastic address is given to it. */
function reachOf(resource: Resource, holders: readonly Section[], module: Module): Reach {
  const stands = holders.map((section) => section.flag('associate_public_ip_address')).find(isKnown);
  const isElastic =
    referring(module, 'aws_eip', 'instance', resource).length > 0 ||
    referring(module, 'aws_eip_association', 'instance_id', resource).length > 0;
  if (isElastic || stands?.value === true) return 'public';
  if (stands !== undefined) return 'private';
  const subnets = holders.flatMap((section) => section.references('subnet_id'));
  const [subnet] = subnets.filter(({ type }) => type === 'aws_subnet');
  if (subnet === undefined) return 'open';
  // Subnets give no public addresses unless they say so.
  const given = sectionOf(subnet, module).flag('map_public_ip_on_launch');
  if (!isKnown(given)) return given === notStated ? 'private' : 'open';
  return given.value ? 'public' : 'private';
}

/** The groups that a setting names; `rest` where it may name some that are not in the module. */
function groupsIn(
  section: Section,
  name: string,
): { readonly groups: readonly Resource[]; readonly rest?: Unknown } | undefined {
  const expression = section.expression(name)?.expression;
  if (expression === undefined || expression.kind === 'null') return undefined;
  const groups = section.references(name).filter(({ type }) => type === 'aws_security_group');
  const named = expression.kind === 'tuple' ? expression.entries.length : 1;
  const rest = unknown(texts.groupOpen, section.placeOf(name));
  return named > groups.length || expression.kind !== 'tuple' ? { groups, rest } : { groups };
}

function awsRules(group: Resource, module: Module, reach: Reach): Facts<PublishedPort> {
  const inline = sectionOf(group, module).all('ingress');
  const rules = referring(module, 'aws_security_group_rule', 'security_group_id', group).filter((rule) =>
    is(rule.text('type'), 'ingress'),
  );
  const newRules = referring(module, 'aws_vpc_security_group_ingress_rule', 'security_group_id', group);
  return listed(
    [...inline.items, ...rules, ...newRules].flatMap((rule) => awsRule(rule, reach)),
    inline.rest,
  );
}

function awsRule(rule: Section, reach: Reach): Known<PublishedPort>[] {
  const sources = ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6'].map((name) =>
    rule.texts(name),
  );
  const address = widest(...sources);
  // Rules between groups let nobody in from outside.
  if (address === notStated) return [];
  const protocol =
    knownValue(orElse(rule.text('protocol'), rule.text('ip_protocol')))?.toLowerCase() ?? 'tcp';
  const isEverything = protocol === '-1' || protocol === 'all';
  if (!isEverything && protocol !== 'tcp' && protocol !== '6' && protocol !== 'udp' && protocol !== '17')
    return [];
  const range = isEverything
    ? { port: stated(1, rule.place), lastPort: highest }
    : rangeOf(rule.number('from_port'), rule.number('to_port'));
  return [
    published(rule, range, behind(reach, address), protocol === 'udp' || protocol === '17' ? 'udp' : 'tcp'),
  ];
}

function rangeOf(from: Fact<number>, to: Fact<number>): Range {
  const [first, last] = [knownValue(from), knownValue(to)];
  return first !== undefined && last !== undefined && last > first
    ? { port: from, lastPort: last }
    : { port: from };
}

// --- Azure --------------------------------------------------------------------------------------------------------

function azurePorts({ module, settings }: MachineReading): Facts<PublishedPort> {
  const cards = settings
    .references('network_interface_ids')
    .filter(({ type }) => type === 'azurerm_network_interface')
    .map((card) => ({ card, section: sectionOf(card, module) }));
  if (cards.length === 0) return listed([], notStated);
  const configurations = cards.flatMap(({ section }) => section.all('ip_configuration').items);
  const isPublic = configurations.some((each) => each.has('public_ip_address_id'));
  const groups = new Set([
    ...cards.flatMap(({ section }) => section.references('network_security_group_id')),
    ...cards.flatMap(({ card }) => groupsOf(module, 'network_interface', 'network_interface_id', card)),
    ...configurations
      .flatMap((each) => each.references('subnet_id'))
      .flatMap((subnet) => groupsOf(module, 'subnet', 'subnet_id', subnet)),
  ]);
  const found = [...groups].filter(({ type }) => type === 'azurerm_network_security_group');
  if (found.length === 0) return listed([], notStated);
  return joined(...found.map((group) => azureRules(group, module, isPublic ? 'public' : 'private')));
}

/** The groups that associations give to a network card or a subnet. */
function groupsOf(module: Module, kind: string, setting: string, target: Resource): readonly Resource[] {
  return referring(
    module,
    `azurerm_${kind}_${kind === 'subnet' ? 'network_' : ''}security_group_association`,
    setting,
    target,
  ).flatMap((association) => association.references('network_security_group_id'));
}

function azureRules(group: Resource, module: Module, reach: Reach): Facts<PublishedPort> {
  const inline = sectionOf(group, module).all('security_rule');
  const separate = referring(module, 'azurerm_network_security_rule', 'network_security_group_name', group);
  const rules = [...inline.items, ...separate].filter((rule) => is(rule.text('direction'), 'Inbound'));
  const denials = rules.filter((rule) => is(rule.text('access'), 'Deny'));
  const items = rules
    .filter((rule) => is(rule.text('access'), 'Allow'))
    .flatMap((rule) => {
      const address = behind(
        reach,
        widest(rule.texts('source_address_prefix'), rule.texts('source_address_prefixes')),
      );
      const protocol = knownValue(rule.text('protocol'))?.toLowerCase();
      if (protocol === 'icmp' || protocol === 'esp' || protocol === 'ah') return [];
      return rangesIn(rule)
        .filter((range) => !denials.some((denial) => denies(denial, rule, range)))
        .map((range) => published(rule, range, address, protocol === 'udp' ? 'udp' : 'tcp'));
    });
  return listed(items, inline.rest);
}

/** `22`, `5985-5986`, `*`. */
function rangesIn(rule: Section): readonly Range[] {
  const { items } = joined(rule.texts('destination_port_range'), rule.texts('destination_port_ranges'));
  return items.flatMap((item): Range[] => {
    if (item.value === '*') return [{ port: { ...item, value: 1 }, lastPort: highest }];
    const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(item.value.trim()) ?? [];
    if (first === undefined) return [];
    const port = { ...item, value: Number(first) };
    return [last === undefined ? { port } : { port, lastPort: Number(last) }];
  });
}

/** Whether a denial for everybody comes first: the lower number counts. */
function denies(denial: Section, rule: Section, { port }: Range): boolean {
  const [first, second] = [knownValue(denial.number('priority')), knownValue(rule.number('priority'))];
  const from = widest(denial.texts('source_address_prefix'));
  const number = knownValue(port);
  if (first === undefined || second === undefined || first > second || !is(from, '0.0.0.0')) return false;
  return (
    number !== undefined &&
    rangesIn(denial).some((range) => {
      const start = knownValue(range.port) ?? highest;
      return start <= number && number <= (range.lastPort ?? start);
    })
  );
}

// --- Google Cloud -------------------------------------------------------------------------------------------------

function googlePorts({ module, settings }: MachineReading): Facts<PublishedPort> {
  const cards = settings.all('network_interface');
  const isPublic =
    cards.rest !== undefined ||
    cards.items.some((card) => card.has('access_config') || card.has('ipv6_access_config'));
  const tags = settings.texts('tags');
  const networks = new Set(cards.items.flatMap((card) => networksOf(card, module)));
  const rules = googleRules(module).filter(({ rule, networks: of }) => {
    if (!rule.has('target_tags'))
      return !rule.has('target_service_accounts') && of.some((name) => networks.has(name));
    const targets = rule.texts('target_tags').items;
    return targets.some(({ value }) => tags.items.some((tag) => tag.value === value));
  });
  const items = rules.flatMap(({ rule, address }) =>
    rule
      .all('allow')
      .items.flatMap((allow) => allowed(allow, rule, behind(isPublic ? 'public' : 'private', address))),
  );
  return rules.length === 0 ? listed(items, notStated) : complete(items);
}

/** A firewall rule that lets somebody in. */
interface GoogleRule {
  readonly rule: Section;
  readonly networks: readonly string[];
  readonly address: Fact<string>;
}

const rulesOfModules = new WeakMap<Module, readonly GoogleRule[]>();

/** The rules of a module that let somebody in; found once, since every machine asks. */
function googleRules(module: Module): readonly GoogleRule[] {
  const known = rulesOfModules.get(module);
  if (known !== undefined) return known;
  const rules = resourcesOfType(module, 'google_compute_firewall').flatMap((resource): GoogleRule[] => {
    const rule = sectionOf(resource, module);
    if (is(rule.text('direction'), 'EGRESS') || is(rule.flag('disabled'), true)) return [];
    const isLimited = ['source_tags', 'source_service_accounts', 'source_ranges'].some((name) =>
      rule.has(name),
    );
    const address = isLimited
      ? widest(rule.texts('source_ranges'))
      : implied('0.0.0.0', texts.providerDefault, defaults.google, rule.place);
    return address === notStated ? [] : [{ rule, networks: networksOf(rule, module), address }];
  });
  rulesOfModules.set(module, rules);
  return rules;
}

/** The networks that a card or a rule names: literally, or the resource; a subnet stands for its network. */
function networksOf(section: Section, module: Module): readonly string[] {
  return ['network', 'subnetwork'].flatMap((name) => {
    const references = section.references(name);
    const resources = references.flatMap((resource) => {
      if (resource.type !== 'google_compute_subnetwork') return [resource];
      return sectionOf(resource, module).references('network');
    });
    const text = name === 'network' ? knownValue(section.text(name)) : undefined;
    const names = resources.map(({ type, name: own }) => `${type}.${own}`);
    return text === undefined || resources.length > 0 ? names : [text];
  });
}

function allowed(allow: Section, rule: Section, address: Fact<string>): Known<PublishedPort>[] {
  const protocol = knownValue(allow.text('protocol'))?.toLowerCase();
  if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'all' && protocol !== '6') return [];
  const kind = protocol === 'udp' ? 'udp' : 'tcp';
  if (!allow.has('ports')) {
    return [published(rule, { port: stated(1, allow.place), lastPort: highest }, address, kind)];
  }
  return allow.texts('ports').items.flatMap((item) => {
    const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(item.value.trim()) ?? [];
    if (first === undefined) return [];
    const port = mapFact(item, () => Number(first));
    const range = last === undefined ? { port } : { port, lastPort: Number(last) };
    return isKnown(port) ? [published(allow, range, address, kind)] : [];
  });
}
