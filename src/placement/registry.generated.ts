// Generated from src/placement/criteria and src/placement/gates by `npm run gen`; do not edit.
import k01ManySmallServices from './criteria/k01-many-small-services';
import k02ChangeRate from './criteria/k02-change-rate';
import k03CloudNative from './criteria/k03-cloud-native';
import k04ElasticScaling from './criteria/k04-elastic-scaling';
import k05NewEnvironments from './criteria/k05-new-environments';
import k06Hardware from './criteria/k06-hardware';
import k07LegacyUserland from './criteria/k07-legacy-userland';
import k09ForeignCode from './criteria/k09-foreign-code';
import k10Compliance from './criteria/k10-compliance';
import k12Automation from './criteria/k12-automation';
import k13Skill from './criteria/k13-skill';
import k14Density from './criteria/k14-density';
import k15Reproducible from './criteria/k15-reproducible';
import k16State from './criteria/k16-state';
import g1Kernel from './gates/g1-kernel';
import g2KernelModule from './gates/g2-kernel-module';
import g3ForeignCode from './gates/g3-foreign-code';
import g4ContainerForbidden from './gates/g4-container-forbidden';
import g5NothingToPackage from './gates/g5-nothing-to-package';
import type { Criterion } from './criterion';
import type { Gate } from './gate';

/** Every criterion, by id. */
export const criteria: readonly Criterion[] = [
  k01ManySmallServices,
  k02ChangeRate,
  k03CloudNative,
  k04ElasticScaling,
  k05NewEnvironments,
  k06Hardware,
  k07LegacyUserland,
  k09ForeignCode,
  k10Compliance,
  k12Automation,
  k13Skill,
  k14Density,
  k15Reproducible,
  k16State,
];

/** Every gate, by id. */
export const gates: readonly Gate[] = [
  g1Kernel,
  g2KernelModule,
  g3ForeignCode,
  g4ContainerForbidden,
  g5NothingToPackage,
];
