source "qemu" "shop" {
  iso_url          = "https://deb.example.org/debian-13.2.0-amd64-netinst.iso"
  iso_checksum     = "none"
  memory           = 2048
  ssh_username     = "root"
  vnc_bind_address = "0.0.0.0"
}
