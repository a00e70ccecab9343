import org.gradle.api.Plugin

class UmengPlugin : Plugin<Project> {
    override fun apply(target: Project) {
        with(target) {
            pluginManager.apply("com.mob.sdk")
            extensions.configure<ApplicationExtension> {
                defaultConfig.manifestPlaceholders["FROM_PLUGIN"] = "yes"
            }
            val libs = extensions.getByType<VersionCatalogsExtension>().named("libs")
            dependencies {
                add("implementation", libs.findLibrary("umeng.common").get()) // = implementation com.umeng.umsdk:common:9.6.8 main in :app via entry version applied
                "debugImplementation"(libs.findLibrary("umeng-asms").get()) // = debugImplementation com.umeng.umsdk:asms:1 debug type:debug in :app
            }
            dependShare()
        }
    }
}
