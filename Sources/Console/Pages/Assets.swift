import HTTPTypes

extension Route {
    /// What pages load, and the API's own description.
    static let assets: [Route] = [
        .asset("/static/console.css") { _ in
            Answer(.ok, type: "text/css; charset=utf-8", body: PackageResources.console_css)
        },
        .asset("/static/progress.js") { _ in
            Answer(.ok, type: "text/javascript; charset=utf-8", body: PackageResources.progress_js)
        },
        .asset("/widgets.js") { _ in
            var answer = Answer(.ok, type: "text/javascript; charset=utf-8", body: PackageResources.widgets_js)
            // Browsers load a module of another origin only where that says so.
            answer.headers[.accessControlAllowOrigin] = "*"
            return answer
        },
        .asset("/api/v1/openapi.json") { _ in
            Answer(.ok, type: "application/json", body: PackageResources.openapi_json)
        },
    ]
}
