plugins { id("com.android.library") }
dependencies {
    // Kotlin's scripts have no methods of others.
    implementation(module("f")) // ! module
}
