plugins { alias(libs.plugins.app) }
dependencies {
    implementation(libs.umeng.common) // = implementation com.umeng.umsdk:common:9.6.8 main via common umeng
    implementation(libs.umeng.asms) // = implementation com.umeng.umsdk:asms:1.8.0 main via asms
    implementation(libs.umengCamel) // = implementation com.umeng.umsdk:apm:2.0.0 main
    implementation(libs.bugly) // = implementation com.tencent.bugly:crashreport:1.5 main
    implementation(platform(libs.firebase.bom)) // = implementation com.google.firebase:firebase-bom:33.1.0 main
    implementation(libs.firebase.analytics) // = implementation com.google.firebase:firebase-analytics main
    implementation(libs.firebase.analytics.ktx) // = implementation com.google.firebase:firebase-analytics-ktx main
    implementation(libs.table) // = implementation a:table:3 main
    debugImplementation(libs.bundles.umeng) // = debugImplementation com.umeng.umsdk:common:9.6.8 debug type:debug via bundle common umeng; debugImplementation com.umeng.umsdk:asms:1.8.0 debug type:debug via bundle asms
    implementation("a:version:${libs.versions.umeng.get()}") // = implementation a:version:9.6.8 main via umeng
    implementation(libs.declared) // = implementation a:declared:1.0 main
    lintChecks(tools.lint) // = lintChecks a:lint:2.0 build
    implementation(libs.missing.entry) // ! libs.missing.entry
    implementation(remote.thing) // ! remote
    implementation(libs.umeng.common.get().toString()) // = implementation com.umeng.umsdk:common:9.6.8 main
    implementation(variantOf(libs.table) { classifier("x") }) // = implementation a:table:3 main
    implementation(providers.provider { libs.umengCamel.get() }) // = implementation com.umeng.umsdk:apm:2.0.0 main
}
