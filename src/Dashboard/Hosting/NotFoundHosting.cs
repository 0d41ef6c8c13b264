using Facilities.Dashboard.Api;
using Microsoft.AspNetCore.Diagnostics;

namespace Facilities.Dashboard.Hosting;

/// <summary>
/// An address that leads nowhere is answered with a page that says so, and with its status. The API answers in its own way. On the whole
/// pipeline, not on a branch of it: a branch knows no routes and would answer with an empty page.
/// </summary>
internal static class NotFoundHosting
{
    public static void UseNotFoundPage(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            if (ApiHosting.IsApi(context.Request.Path) && context.Features.Get<IStatusCodePagesFeature>() is { } feature) feature.Enabled = false;
            return next(context);
        });
    }
}
