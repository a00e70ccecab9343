plugins {
    id("com.android.application") version "8.0"
    id("io.sentry.android.gradle").version("4.0")
    id("not.applied") version "1" apply false
    alias(libs.plugins.crashlytics)
}
apply(plugin = "com.google.gms.google-services")
apply { plugin("com.huawei.agconnect") }
project.apply(plugin = "kotlin-android")
pluginManager.apply("applovin-quality-service")
configure<MobSDK> {
    appKey("x")
}
dependencies { implementation("a:b:1") } // = implementation a:b:1 main
