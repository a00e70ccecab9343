class ModulePlugin : Plugin<Project> {
    override fun apply(target: Project) = target.run {
        when (name) {
            "app" -> AppModule(this).configure()
            else -> LibModule(this).configure()
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
