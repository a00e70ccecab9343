plugins { id("com.android.application") }
dependencies {
    // 友盟
    api("a:windows:1") // = api a:windows:1 main
}
