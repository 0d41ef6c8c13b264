using Facilities.Dashboard.Hosting;
using Facilities.Dashboard.Shell;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddPages();

await using var app = builder.Build();
app.UseRequestLocalization();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous();
app.MapLanguageSwitch();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
await app.RunAsync();
