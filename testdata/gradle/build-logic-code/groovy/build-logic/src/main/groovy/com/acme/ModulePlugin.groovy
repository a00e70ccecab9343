package com.acme
class ModulePlugin implements Plugin<Project> {
    void apply(Project project) {
        project.apply plugin: project.name == 'app' ? 'com.android.application' : 'com.android.library'
        project.dependencies { implementation 'a.b:every:1' } // = implementation a.b:every:1 main in :app,:lib
        if (project.name == 'app') {
            project.dependencies.add('api', 'a.b:app:1') // = api a.b:app:1 main in :app
        }
        project.pluginManager.withPlugin('com.android.base') {
            project.apply plugin: 'kotlin-parcelize'
            def catalog = project.extensions.getByType(VersionCatalogsExtension).named('libs')
            project.dependencies.add('runtimeOnly', catalog.findLibrary('koin').get()) // = runtimeOnly io.insert-koin:koin-android:3.4 main in :app,:lib
        }
    }
}
