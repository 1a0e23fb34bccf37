resource "libvirt_domain" "shop" {
  name   = "shop"
  memory = 2048
  vcpu   = 2

  graphics {
    type           = "vnc"
    listen_type    = "address"
    listen_address = "0.0.0.0"
  }
}
