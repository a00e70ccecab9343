plugins { id("com.android.application") }
dependencies {
    implementation("com.acme.sdk:push:1.0") // = implementation project(:sdk:push) main
    implementation("com.acme.sdk:root:1.0") // = implementation project(:sdk) main
    implementation("com.example:renamed:1.0") // = implementation project(:other:core) main
    implementation("com.example:core:1.0") // = implementation com.example:core:1.0 main
    implementation("com.acme.sdk:published:1.0") // = implementation com.acme.sdk:published:1.0 main
}
