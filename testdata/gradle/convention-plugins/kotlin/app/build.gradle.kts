plugins {
    id("acme.groovy")
    id("acme.umeng") // ^applied
}
