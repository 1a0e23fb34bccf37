// KICS names its queries by UUID in comments and by title in the crosswalk: which id is which title.
// Source: https://docs.kics.io/latest/queries/ (Docker Compose, Dockerfile and Kubernetes lists).

/** Titles of the crosswalk by query id; queries about Kubernetes have the title of their Docker counterpart. */
const titles: Readonly<Record<string, string>> = {
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
  // Kubernetes
  'dd29336b-fe57-445b-a26e-e6aa867ae609': 'Privileged Containers Enabled',
  '5572cc5e-1e4c-4113-92a6-7a8a3bd25e6d': 'No New Privileges Not Set',
  'cd290efd-6c82-4e9d-a698-be12ae31d536': 'Shared Host IPC Namespace',
  '302736f4-b16c-41b8-befe-c0baffa0bd9d': 'Host Namespace is Shared',
  '6b6bdfb3-c3ae-44cb-88e4-7405c1ba2c8a': 'Shared Host Network Namespace',
  '5308a7a8-06f8-45ac-bf10-791fe21de46e': 'Volume Has Sensitive Host Directory',
  'f377b83e-bd07-4f48-a591-60c82b14a78b': 'Default Seccomp Profile Disabled',
  'cf34805e-3872-4c08-bf92-6ff7bb0cfadb': 'Missing User Instruction',
  '19ebaa28-fc86-4a58-bcfa-015c9e22fe40': 'Container Capabilities Unrestricted',
  '2f1a0619-b12b-48a0-825f-993bb6f01d58': 'Container Capabilities Unrestricted',
  'b14d1bc4-a208-45db-92f0-e21f8e2588e9': 'Memory Not Limited',
  '4ac0e2b7-d2d2-4af7-8799-e8de6721ccda': 'Cpus Not Limited',
};

/** The crosswalk's title of a query, as `kicsTitle` makes it; `undefined` for a query that no rule has. */
export function kicsQuery(id: string): string | undefined {
  const title = titles[id.toLowerCase()];
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
