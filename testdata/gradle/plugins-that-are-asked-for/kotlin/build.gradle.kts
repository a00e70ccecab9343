subprojects {
    afterEvaluate {
        if (plugins.hasPlugin("com.android.library")) { dependencies { add("api", "a:library:1") } } // = api a:library:1 main in :lib
        if (project.plugins.hasPlugin("android-library")) { dependencies { add("api", "a:short:1") } } // = api a:short:1 main in :lib
        if (plugins.hasPlugin("com.android.application") || plugins.hasPlugin("com.android.library")) {
            dependencies { add("api", "a:android:1") } // = api a:android:1 main in :app,:lib
        }
        if (!plugins.hasPlugin("java-library") && name != "kt") { dependencies { add("api", "a:neither:1") } } // = api a:neither:1 main in :app,:lib
        if (plugins.findPlugin("org.jetbrains.kotlin.jvm") != null) { dependencies { add("api", "a:kotlin:1") } } // = api a:kotlin:1 main in :kt
        if (extensions.findByName("android") != null) { dependencies { add("api", "a:extension:1") } } // = api a:extension:1 main in :app,:lib
    }
}
