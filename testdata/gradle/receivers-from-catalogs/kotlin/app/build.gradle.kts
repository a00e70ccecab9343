plugins { id("com.android.application") }
val kit = "2" // ^kit
fun kit(name: String) = "a:$name:$kit" // ^function
dependencies {
    with(libs.kit) { implementation(core); api(core.more) } // = implementation a:core:3 main via core version; api a:more:1 main via more
    libs.run { debugImplementation(bundles.all) } // = debugImplementation a:core:3 debug type:debug via all core version
    libs.kit.core.apply { releaseApi(more) } // = releaseApi a:more:1 main type:release via more
    implementation(kit("named")) // = implementation a:named:2 main via function kit
    repeat(2) { runtimeOnly("a:time$it:1") } // = runtimeOnly a:time0:1 main; runtimeOnly a:time1:1 main
}
