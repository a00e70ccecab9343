plugins { id("com.android.application") }
dependencies {
    implementation(AndroidX.core.ktx) // = implementation androidx.core:core-ktx:1.12.0 main
    implementation(AndroidX.appCompat) // = implementation androidx.appcompat:appcompat main
    implementation(Square.okHttp3.okHttp) // = implementation com.squareup.okhttp3:okhttp main
    implementation(platform(Firebase.bom)) // = implementation com.google.firebase:firebase-bom main
    implementation(Firebase.cloudMessaging) // = implementation com.google.firebase:firebase-messaging main
    implementation(COIL) // = implementation io.coil-kt:coil main
    testImplementation(Testing.junit4) // = testImplementation junit:junit test
    implementation("com.umeng.umsdk:common:_") // = implementation com.umeng.umsdk:common:9.6.8 main
    implementation("androidx.core:core-splashscreen:_") // = implementation androidx.core:core-splashscreen:1.0.1 main
    implementation("com.acme:kit:_") // = implementation com.acme:kit:3.1 main
    implementation("com.acme:unknown:_") // = implementation com.acme:unknown main
    implementation(AndroidX.no.such) // ! AndroidX.no.such
}
