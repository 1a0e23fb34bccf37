#!/bin/sh
# The build machine, started by hand when it is needed.
exec qemu-system-x86_64 -name builder -machine q35,accel=kvm -cpu host \
  -m 8G -smp 8 \
  -drive file=/srv/builder.qcow2,if=virtio,format=qcow2 \
  -nic user,model=virtio-net-pci,hostfwd=tcp::2222-:22 \
  -display none -monitor tcp:0.0.0.0:4444,server,nowait
