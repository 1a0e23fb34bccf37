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
import containerNoUserNamespace from './isolation/container-no-user-namespace';
import containerPrivileged from './isolation/container-privileged';
import containerRunsAsRoot from './isolation/container-runs-as-root';
import containerSeccompUnconfined from './isolation/container-seccomp-unconfined';
import containerSecretInImage from './isolation/container-secret-in-image';
import containerSensitiveMount from './isolation/container-sensitive-mount';
import containerWritableRootfs from './isolation/container-writable-rootfs';
import daemonTcpUnauthenticated from './isolation/daemon-tcp-unauthenticated';
import engineVulnerableRuntime from './isolation/engine-vulnerable-runtime';
import k8sPodsecuritypolicyRemoved from './isolation/k8s-podsecuritypolicy-removed';
import k8sPsaLabelsMissing from './isolation/k8s-psa-labels-missing';
import k8sPssBaselineViolation from './isolation/k8s-pss-baseline-violation';
import k8sPssRestrictedGap from './isolation/k8s-pss-restricted-gap';
import untrustedCodeWithoutSandbox from './isolation/untrusted-code-without-sandbox';
import vmAdminPortExposed from './isolation/vm-admin-port-exposed';
import vmBridgedNetwork from './isolation/vm-bridged-network';
import vmClipboardDragdrop from './isolation/vm-clipboard-dragdrop';
import vmConsoleExposed from './isolation/vm-console-exposed';
import vmDefaultCredentials from './isolation/vm-default-credentials';
import vmDevicePassthrough from './isolation/vm-device-passthrough';
import vmEolGuestOs from './isolation/vm-eol-guest-os';
import vmHostChannel from './isolation/vm-host-channel';
import vmInsecureVagrantKey from './isolation/vm-insecure-vagrant-key';
import vmLegacyDevice from './isolation/vm-legacy-device';
import vmMgmtApiOpen from './isolation/vm-mgmt-api-open';
import vmNestedVirtualization from './isolation/vm-nested-virtualization';
import vmNoSecureBootTpm from './isolation/vm-no-secure-boot-tpm';
import vmOldWindowsRdpOpen from './isolation/vm-old-windows-rdp-open';
import vmSeclabelNone from './isolation/vm-seclabel-none';
import vmSyncedFolderBroad from './isolation/vm-synced-folder-broad';
import vmType2InProduction from './isolation/vm-type2-in-production';
import vmWinrmPlaintext from './isolation/vm-winrm-plaintext';
import containerFatBase from './overhead/container-fat-base';
import containerFullInit from './overhead/container-full-init';
import containerMultiService from './overhead/container-multi-service';
import containerNoCpuLimit from './overhead/container-no-cpu-limit';
import containerNoMemoryLimit from './overhead/container-no-memory-limit';
import containerNoMultistage from './overhead/container-no-multistage';
import containerNoPidsLimit from './overhead/container-no-pids-limit';
import containerSnapshotThinking from './overhead/container-snapshot-thinking';
import containerSshd from './overhead/container-sshd';
import engineHiddenVm from './overhead/engine-hidden-vm';
import vmBelowVendorMinimum from './overhead/vm-below-vendor-minimum';
import vmCacheUnsafe from './overhead/vm-cache-unsafe';
import vmDuplicateGuestOs from './overhead/vm-duplicate-guest-os';
import vmEmulatedDevices from './overhead/vm-emulated-devices';
import vmGuiInServer from './overhead/vm-gui-in-server';
import vmHostMemoryOvercommit from './overhead/vm-host-memory-overcommit';
import vmLinkedCloneOff from './overhead/vm-linked-clone-off';
import vmNoBalloon from './overhead/vm-no-balloon';
import vmPageSharingPolicy from './overhead/vm-page-sharing-policy';
import vmPerTinyService from './overhead/vm-per-tiny-service';
import vmSnapshotChain from './overhead/vm-snapshot-chain';
import vmSoftwareEmulation from './overhead/vm-software-emulation';
import vmThickDisk from './overhead/vm-thick-disk';
import vmVcpuOversized from './overhead/vm-vcpu-oversized';
import opsDataInContainerLayer from './operations/ops-data-in-container-layer';
import opsLatestTag from './operations/ops-latest-tag';
import opsLogsOnlyInside from './operations/ops-logs-only-inside';
import opsManualProvisioning from './operations/ops-manual-provisioning';
import opsNoDigest from './operations/ops-no-digest';
import opsNoGracefulStop from './operations/ops-no-graceful-stop';
import opsNoHealthcheck from './operations/ops-no-healthcheck';
import opsNoLogRotation from './operations/ops-no-log-rotation';
import opsNoMonitoring from './operations/ops-no-monitoring';
import opsRestartPolicyMissing from './operations/ops-restart-policy-missing';
import opsVmImageUnpinned from './operations/ops-vm-image-unpinned';
import opsVmNoUpdates from './operations/ops-vm-no-updates';

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
  containerNoUserNamespace,
  containerPrivileged,
  containerRunsAsRoot,
  containerSeccompUnconfined,
  containerSecretInImage,
  containerSensitiveMount,
  containerWritableRootfs,
  daemonTcpUnauthenticated,
  engineVulnerableRuntime,
  k8sPodsecuritypolicyRemoved,
  k8sPsaLabelsMissing,
  k8sPssBaselineViolation,
  k8sPssRestrictedGap,
  untrustedCodeWithoutSandbox,
  vmAdminPortExposed,
  vmBridgedNetwork,
  vmClipboardDragdrop,
  vmConsoleExposed,
  vmDefaultCredentials,
  vmDevicePassthrough,
  vmEolGuestOs,
  vmHostChannel,
  vmInsecureVagrantKey,
  vmLegacyDevice,
  vmMgmtApiOpen,
  vmNestedVirtualization,
  vmNoSecureBootTpm,
  vmOldWindowsRdpOpen,
  vmSeclabelNone,
  vmSyncedFolderBroad,
  vmType2InProduction,
  vmWinrmPlaintext,
  containerFatBase,
  containerFullInit,
  containerMultiService,
  containerNoCpuLimit,
  containerNoMemoryLimit,
  containerNoMultistage,
  containerNoPidsLimit,
  containerSnapshotThinking,
  containerSshd,
  engineHiddenVm,
  vmBelowVendorMinimum,
  vmCacheUnsafe,
  vmDuplicateGuestOs,
  vmEmulatedDevices,
  vmGuiInServer,
  vmHostMemoryOvercommit,
  vmLinkedCloneOff,
  vmNoBalloon,
  vmPageSharingPolicy,
  vmPerTinyService,
  vmSnapshotChain,
  vmSoftwareEmulation,
  vmThickDisk,
  vmVcpuOversized,
  opsDataInContainerLayer,
  opsLatestTag,
  opsLogsOnlyInside,
  opsManualProvisioning,
  opsNoDigest,
  opsNoGracefulStop,
  opsNoHealthcheck,
  opsNoLogRotation,
  opsNoMonitoring,
  opsRestartPolicyMissing,
  opsVmImageUnpinned,
  opsVmNoUpdates,
];
