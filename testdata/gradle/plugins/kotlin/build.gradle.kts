buildscript {
    repositories { google() }
    dependencies {
        classpath("com.google.gms:google-services:4.4.0") // = classpath com.google.gms:google-services:4.4.0 build
        classpath("com.mob.sdk:MobSDK:+") // = classpath com.mob.sdk:MobSDK:+ build
        classpath(group = "com.huawei.agconnect", name = "agcp", version = "1.9") // = classpath com.huawei.agconnect:agcp:1.9 build
    }
}
