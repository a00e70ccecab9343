plugins { id("com.android.library") }
apply(from = rootProject.file("gradle/common.gradle.kts"))
