// KICS names its queries by UUID in comments and by title in the crosswalk: which id is which title.
// Source: https://docs.kics.io/latest/queries/ (Docker Compose, Dockerfile and Kubernetes lists).

/** Titles of the queries by id. */
export const kicsTitles: Readonly<Record<string, string>> = {
  // Docker Compose
  'baa452f0-1f21-4a25-ace5-844e7a5f410d': 'Volume Mounted In Multiple Containers',
  '1c1325ff-831d-43a1-973e-839ae57dfcc0': 'Volume Has Sensitive Host Directory',
  'd6355c88-1e8d-49e9-b2f2-f8a1ca12c75b': 'Docker Socket Mounted In Container',
  '27fcc7d6-c49b-46e0-98f1-6c082a6a2750': 'No New Privileges Not Set',
  'ae5b6871-7f45-42e0-bb4c-ab300c4d2026': 'Privileged Containers Enabled',
  '698ed579-b239-4f8f-a388-baa4bcb13ef8': 'Healthcheck Not Set',
  '4d9f44c6-2f4a-4317-9bb5-267adbea0232': 'Cgroup Not Default',
  '2fc99041-ddad-49d5-853f-e35e70a48391': 'Restart Policy On Failure Not Set To 5',
  'bc2908f3-f73c-40a9-8793-c1b7d5544f79': 'Privileged Ports Mapped In Container',
  '451d79dc-0588-476a-ad03-3c7f0320abb3': 'Container Traffic Not Bound To Host Interface',
  'ce14a68b-1668-41a0-ab7d-facd9f784742': 'Networks Not Set',
  '071a71ff-f868-47a4-ac0b-3c59e4ab5443': 'Shared Host Network Namespace',
  'baa3890f-bed7-46f5-ab8f-1da8fc91c729': 'Shared Host IPC Namespace',
  '404fde2c-bc4b-4371-9747-7054132ac953': 'Default Seccomp Profile Disabled',
  '4f31dd9f-2cc3-4751-9b53-67e4af83dac0': 'Host Namespace is Shared',
  'bb9ac4f7-e13b-423d-a010-c74a1bfbe492': 'Memory Not Limited',
  '221e0658-cb2a-44e3-b08a-db96a341d6fa': 'Pids Limit Not Set',
  '8af7162d-6c98-482f-868e-0d33fb675ca8': 'Shared Host User Namespace',
  '610e266e-6c12-4bca-9925-1ed0cd29742b': 'Security Opt Not Set',
  '6b610c50-99fb-4ef0-a5f3-e312fd945bc3': 'Cpus Not Limited',
  'ce76b7d0-9e77-464d-b86f-c5c48e03e22d': 'Container Capabilities Unrestricted',
  // Dockerfile
  'fd54f200-402c-4333-a5a4-36ef6709af2f': 'Missing User Instruction',
  '67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae': 'Last User Is Root',
  '8ada6e80-0ade-439e-b176-0b28f6bce35a': 'Run Using Sudo',
  '5907595b-5b6d-4142-b173-dbb0e73fbff8': 'Exposing Port 22',
  '9b6b0f38-92a2-41f9-b881-3a1083d99f1b': 'Run Utilities And POSIX Commands',
  'b03a748a-542d-44f4-bb86-9199ab4fd2d5': 'Healthcheck Instruction Missing',
  'f45ea400-6bbe-4501-9fc7-1c3d75c32067': 'Image Version Using Latest',
  '9efb0b2d-89c9-41a3-91ca-dcc0aec911fd': 'Image Version Not Explicit',
  'c3e1b6ae-d92c-44b3-8ed5-1f5442bab6a4': 'Secrets Stored In Dockerfile',
  'b86987e1-6397-4619-81d5-8807f2387c79': 'Not Using JSON In CMD And ENTRYPOINT Arguments',
  '41c195f4-fc31-4a5c-8a1b-90605538d49f': 'Multiple CMD Instructions Listed',
  '6938958b-3f1a-451c-909b-baeee14bdc97': 'Multiple ENTRYPOINT Instructions Listed',
  '682fe378-c180-4bd5-8a14-95fc285fb269': 'Run Using Upgrade Commands',
  'df746b39-6564-4fed-bf85-e9c44382303c': 'Apt Get Install Lists Were Not Deleted',
  '7384dfb2-fcd1-4fbf-91cd-6c44c318c33c': 'APT-GET Not Avoiding Additional Packages',
  'ae9c56a6-3ed1-4ac0-9b54-31267f51151d': 'Apk Add Using Local Cache Path',
  '00481784-25aa-4a55-8633-3136dfcf4f37': 'Yum Clean All Missing',
  '295acb63-9246-4b21-b441-7c1f1fb62dc0': 'Missing Dnf Clean All',
  '38300d1a-feb2-4a48-936a-d1ef1cd24313': 'Missing Zypper Clean',
  'f2f903fb-b977-461e-98d7-b3e2185c6118': 'Pip install Keeping Cached Packages',
  '9513a694-aa0d-41d8-be61-3271e056f36b': 'Add Instead of Copy',
  'aa93e17f-b6db-4162-9334-c70334e7ac28': 'Chown Flag Exists',
  // Kubernetes
  'dd29336b-fe57-445b-a26e-e6aa867ae609': 'Container Is Privileged',
  '5572cc5e-1e4c-4113-92a6-7a8a3bd25e6d': 'Privilege Escalation Allowed',
  '0a7c420c-4568-4cec-ba36-4d42a6f9613b': 'Resource With Allow Privilege Escalation',
  'cd290efd-6c82-4e9d-a698-be12ae31d536': 'Shared Host IPC Namespace',
  '302736f4-b16c-41b8-befe-c0baffa0bd9d': 'Shared Host PID Namespace',
  '6b6bdfb3-c3ae-44cb-88e4-7405c1ba2c8a': 'Shared Host Network Namespace',
  'aa8f7a35-9923-4cad-bd61-a19b7f6aac91': 'Non Kube System Pod With Host Mount',
  '5308a7a8-06f8-45ac-bf10-791fe21de46e': 'Workload Mounting With Sensitive OS Directory',
  'b7652612-de4e-4466-a0bf-1cd81f0c6063': 'Volume Mount with OS Directory Write Permissions',
  'a6f34658-fdfb-4154-9536-56d516f65828': 'Docker Daemon Socket is Exposed to Containers',
  'f377b83e-bd07-4f48-a591-60c82b14a78b': 'Seccomp Profile Is Not Configured',
  '8b36775e-183d-4d46-b0f7-96a6f34a723f': 'Missing App Armor Config',
  'cf34805e-3872-4c08-bf92-6ff7bb0cfadb': 'Containers Running As Root',
  '02323c00-cdc3-4fdc-a310-4f2b3e7a1660': 'Container Running With Low UID',
  '19ebaa28-fc86-4a58-bcfa-015c9e22fe40': 'Containers With Added Capabilities',
  '235236ee-ad78-4065-bd29-61b061f28ce0': 'Containers With Sys Admin Capabilities',
  '2f1a0619-b12b-48a0-825f-993bb6f01d58': 'Not Limited Capabilities For Container',
  'dbbc6705-d541-43b0-b166-dd4be8208b54': 'NET_RAW Capabilities Not Being Dropped',
  '268ca686-7fb7-4ae9-b129-955a2a89064e': 'No Drop Capabilities for Containers',
  'a9c2f49d-0671-4fc9-9ece-f4e261e128d0': 'Root Container Not Mounted As Read-only',
  '9127f0d9-2310-42e7-866f-5fd9d20dcbad': 'Cluster Allows Unsafe Sysctls',
  'f922827f-aab6-447c-832a-e1ff63312bd3': 'Container Runs Unmasked',
  'a97a340a-0063-418e-b3a1-3028941d0995': 'Pod or Container Without Security Context',
  '2b1836f1-dcce-416e-8e16-da8c71920633': 'Image Host Port Not Specified',
  'b14d1bc4-a208-45db-92f0-e21f8e2588e9': 'Memory Limits Not Defined',
  '229588ef-8fde-40c8-8756-f4f2b5825ded': 'Memory Requests Not Defined',
  '4ac0e2b7-d2d2-4af7-8799-e8de6721ccda': 'CPU Limits Not Set',
  'ca469dd4-c736-448f-8ac1-30a642705e0a': 'CPU Requests Not Set',
  'ade74944-a674-4e00-859e-c6eab5bde441': 'Liveness Probe Is Not Defined',
  'a659f3b5-9bf0-438a-bd9a-7d3a6427f1e3': 'Readiness Probe Is Not Configured',
  '48471392-d4d0-47c0-b135-cdec95eb3eef': 'Service Account Token Automount Not Disabled',
  '3d658f8b-d988-41a0-a841-40043121de1e': 'Secrets As Environment Variables',
  '5744cbb8-5946-4b75-a196-ade44449525b': 'HPA Targeted Deployments With Configured Replica Count',
  'e3aa0612-4351-4a0d-983f-aefea25cf203': 'Root Containers Admitted',
  '583053b7-e632-46f0-b989-f81ff8045385': 'Invalid Image',
};

/** A query's title, as `kicsTitle` makes it; `undefined` for a query that no rule has as a peer. */
export function kicsQuery(id: string): string | undefined {
  const title = kicsTitles[id.toLowerCase()];
  return title === undefined ? undefined : kicsTitle(title);
}

/** A title without the differences between KICS' releases: case, quotes, brackets. */
export function kicsTitle(title: string): string {
  return title
    .toLowerCase()
    .replace(/\(.*\)/g, '')
    .replace(/[^a-z\d]+/g, ' ')
    .trim();
}
