plugins {
    id("com.android.application")
}

android {
    namespace = "com.example.demo"
    defaultConfig {
        applicationId = "com.example.demo"
        minSdk = 23
        targetSdk = 35
    }
    flavorDimensions += "store"
    productFlavors {
        create("xiaomi") { dimension = "store" }
        create("play") { dimension = "store" }
    }
}

dependencies {
    implementation(project(":push"))
    implementation(libs.umeng.common)
    implementation(libs.amap.location)
    implementation(libs.okhttp)
    "xiaomiImplementation"("com.tencent.mm.opensdk:wechat-sdk-android:6.8.30")
    debugImplementation("com.squareup.leakcanary:leakcanary-android:2.14")
    // implementation(libs.bugly)
}
