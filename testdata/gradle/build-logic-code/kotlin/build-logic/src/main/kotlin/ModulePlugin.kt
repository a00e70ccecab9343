class ModulePlugin : Plugin<Project> {
    override fun apply(target: Project) = target.run {
        when (name) {
            "app" -> AppModule(this).configure()
            else -> LibModule(this).configure()
        }
        // `apply` with a plugin is Gradle's, not the function around it, which would put this off once more.
        pluginManager.withPlugin("com.android.base") {
            apply(plugin = "kotlin-parcelize")
            val catalog = extensions.getByType<VersionCatalogsExtension>().named("libs")
            dependencies { "runtimeOnly"(catalog.findLibrary("koin").get()) } // = runtimeOnly io.insert-koin:koin-android:3.4 main in :app,:lib
        }
    }
}

// What is above calls what is below.
abstract class Module(val project: Project) {
    fun configure() {
        project.pluginManager.apply(plugin())
        add()
    }
    abstract fun plugin(): String
    open fun add() {
        project.dependencies { "implementation"("a.b:every:1") } // = implementation a.b:every:1 main in :app,:lib
    }
}
class AppModule(project: Project) : Module(project) {
    override fun plugin() = "com.android.application"
    override fun add() {
        super.add()
        project.dependencies { "api"("a.b:app:1") } // = api a.b:app:1 main in :app
    }
}
class LibModule(project: Project) : Module(project) {
    override fun plugin() = "com.android.library"
}
