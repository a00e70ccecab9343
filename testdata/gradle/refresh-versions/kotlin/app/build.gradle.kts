plugins { id("com.android.application") }
dependencies {
    implementation(AndroidX.core.ktx) // = implementation androidx.core:core-ktx main
    implementation(AndroidX.appCompat) // = implementation androidx.appcompat:appcompat main
    implementation(Square.okHttp3.okHttp) // = implementation com.squareup.okhttp3:okhttp main
    implementation(platform(Firebase.bom)) // = implementation com.google.firebase:firebase-bom main
    implementation(Firebase.cloudMessaging) // = implementation com.google.firebase:firebase-messaging main
    implementation(COIL) // = implementation io.coil-kt:coil main
    testImplementation(Testing.junit4) // = testImplementation junit:junit test
    implementation("com.umeng.umsdk:common:_") // = implementation com.umeng.umsdk:common main
    implementation(AndroidX.no.such) // ! AndroidX.no.such
}
