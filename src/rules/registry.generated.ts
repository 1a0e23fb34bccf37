// Generated from src/rules/*/ by `npm run gen`; do not edit.
import type { Rule } from '../core/rule';
import containerAdminPortWildcard from './isolation/container-admin-port-wildcard';
import containerCapsNotDropped from './isolation/container-caps-not-dropped';
import containerDangerousCap from './isolation/container-dangerous-cap';
import containerDockerSocket from './isolation/container-docker-socket';
import containerHostDevice from './isolation/container-host-device';
import containerHostNetwork from './isolation/container-host-network';
import containerHostPidIpc from './isolation/container-host-pid-ipc';
import containerHostUserNamespace from './isolation/container-host-user-namespace';
import containerLsmDisabled from './isolation/container-lsm-disabled';
import containerMixedSensitivity from './isolation/container-mixed-sensitivity';
import containerMountPropagation from './isolation/container-mount-propagation';
import containerNoNewPrivilegesMissing from './isolation/container-no-new-privileges-missing';
import containerPrivileged from './isolation/container-privileged';
import containerRunsAsRoot from './isolation/container-runs-as-root';
import containerSeccompUnconfined from './isolation/container-seccomp-unconfined';
import containerSecretInImage from './isolation/container-secret-in-image';
import containerSensitiveMount from './isolation/container-sensitive-mount';
import containerWritableRootfs from './isolation/container-writable-rootfs';
import daemonTcpUnauthenticated from './isolation/daemon-tcp-unauthenticated';
import untrustedCodeWithoutSandbox from './isolation/untrusted-code-without-sandbox';
import vmAdminPortExposed from './isolation/vm-admin-port-exposed';
import vmBridgedNetwork from './isolation/vm-bridged-network';
import vmConsoleExposed from './isolation/vm-console-exposed';
import vmDefaultCredentials from './isolation/vm-default-credentials';
import vmDevicePassthrough from './isolation/vm-device-passthrough';
import vmEolGuestOs from './isolation/vm-eol-guest-os';
import vmInsecureVagrantKey from './isolation/vm-insecure-vagrant-key';
import vmMgmtApiOpen from './isolation/vm-mgmt-api-open';
import vmNestedVirtualization from './isolation/vm-nested-virtualization';
import vmNoSecureBootTpm from './isolation/vm-no-secure-boot-tpm';
import vmOldWindowsRdpOpen from './isolation/vm-old-windows-rdp-open';
import vmSyncedFolderBroad from './isolation/vm-synced-folder-broad';
import vmWinrmPlaintext from './isolation/vm-winrm-plaintext';
import containerFatBase from './overhead/container-fat-base';
import containerFullInit from './overhead/container-full-init';
import containerMultiService from './overhead/container-multi-service';
import containerNoCpuLimit from './overhead/container-no-cpu-limit';
import containerNoMemoryLimit from './overhead/container-no-memory-limit';
import containerNoMultistage from './overhead/container-no-multistage';
import containerNoPidsLimit from './overhead/container-no-pids-limit';
import containerSshd from './overhead/container-sshd';

/** Every rule, by concern and id. */
export const rules: readonly Rule[] = [
  containerAdminPortWildcard,
  containerCapsNotDropped,
  containerDangerousCap,
  containerDockerSocket,
  containerHostDevice,
  containerHostNetwork,
  containerHostPidIpc,
  containerHostUserNamespace,
  containerLsmDisabled,
  containerMixedSensitivity,
  containerMountPropagation,
  containerNoNewPrivilegesMissing,
  containerPrivileged,
  containerRunsAsRoot,
  containerSeccompUnconfined,
  containerSecretInImage,
  containerSensitiveMount,
  containerWritableRootfs,
  daemonTcpUnauthenticated,
  untrustedCodeWithoutSandbox,
  vmAdminPortExposed,
  vmBridgedNetwork,
  vmConsoleExposed,
  vmDefaultCredentials,
  vmDevicePassthrough,
  vmEolGuestOs,
  vmInsecureVagrantKey,
  vmMgmtApiOpen,
  vmNestedVirtualization,
  vmNoSecureBootTpm,
  vmOldWindowsRdpOpen,
  vmSyncedFolderBroad,
  vmWinrmPlaintext,
  containerFatBase,
  containerFullInit,
  containerMultiService,
  containerNoCpuLimit,
  containerNoMemoryLimit,
  containerNoMultistage,
  containerNoPidsLimit,
  containerSshd,
];
