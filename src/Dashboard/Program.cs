using Facilities.Dashboard.Access;
using Facilities.Dashboard.Api;
using Facilities.Dashboard.Demo;
using Facilities.Dashboard.Hosting;
using Facilities.Dashboard.Phone;
using Facilities.Dashboard.Shell;
using Facilities.Ingest.Hosting;

return await DashboardCommandLine.RunAsync(args, async () =>
{
    var builder = FacilitiesHost.CreateBuilder(args);
    var settings = builder.AddFacilities();
    builder.AddPages();
    builder.AddAccounts();
    builder.AddApi();
    builder.AddDemo(settings);
    builder.AddStartupMessages();

    await using var app = builder.Build();
    app.UseExceptionHandler("/error");
    app.UseNotFoundPage();
    app.UseRequestLocalization();
    app.UseAuthentication();
    app.UseApiTokens();
    app.UseEnrolmentGate();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.MapStaticAssets().AllowAnonymous();
    app.MapFacilitiesIngest();
    app.MapLanguageSwitch();
    app.MapSignOut();
    app.MapApi();
    app.MapPhone();
    app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    await app.RunAsync();
});
