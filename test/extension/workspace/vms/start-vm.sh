#!/bin/sh
exec qemu-system-x86_64 -accel kvm -m 2G \
  -drive file=shop.qcow2,if=virtio,format=qcow2 \
  -display none -monitor tcp:0.0.0.0:4444,server,nowait
