plugins { id("com.android.application") }
apply(from = "$rootDir/gradle/common.gradle.kts")
val shared: String by extra
dependencies {
    implementation(project(":moved")) // = implementation project(:moved) main
    implementation(project(path = ":kts", configuration = "default")) // = implementation project(:kts) main
    implementation(projects.feature.login) // = implementation project(:feature:login) main
    implementation("a:shared:$shared") // = implementation a:shared:4 main in :app via shared
    debugImplementation(project(":deep:one")) { isTransitive = false } // = debugImplementation project(:deep:one) debug type:debug
}
