using System.Security.Claims;
using Facilities.Dashboard.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.Web.HtmlRendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>
/// A page rendered with the real services of a running host, without a browser. What it shows hangs on who is signed in: that answer can
/// be kept waiting (the page loads) or fail (the page can't read).
/// </summary>
internal sealed class PageRendering : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;
    private readonly HtmlRenderer _renderer;

    public PageRendering(IServiceProvider services, Task<AuthenticationState> user, string address)
    {
        _scope = services.CreateAsyncScope();
        var provider = _scope.ServiceProvider;
        ((IHostEnvironmentAuthenticationStateProvider)provider.GetRequiredService<AuthenticationStateProvider>()).SetAuthenticationState(user);
        ((IHostEnvironmentNavigationManager)provider.GetRequiredService<NavigationManager>()).Initialize("http://localhost/", "http://localhost" + address);
        _renderer = new HtmlRenderer(provider, provider.GetRequiredService<ILoggerFactory>());
    }

    /// <summary>Somebody whom the database knows by this account name.</summary>
    public static async Task<AuthenticationState> UserAsync(IServiceProvider services, string userName)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Storage.Relational.Access.AppUser>>();
        var factory = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.IUserClaimsPrincipalFactory<Storage.Relational.Access.AppUser>>();
        var user = await users.FindByNameAsync(userName) ?? throw new InvalidOperationException($"No account {userName}.");
        factory.ShouldBeOfType<CallerClaimsFactory>();
        return new AuthenticationState(await factory.CreateAsync(user));
    }

    public static AuthenticationState Nobody => new(new ClaimsPrincipal(new ClaimsIdentity()));

    /// <summary>Renders and returns at once, with what stands there while the page still reads.</summary>
    public Task<string> FirstAsync(Type page, Dictionary<string, object?> parameters) => _renderer.Dispatcher.InvokeAsync(() => _renderer.BeginRenderingComponent(page, ParameterView.FromDictionary(parameters)).ToHtmlString());

    /// <summary>Renders and waits until nothing more comes.</summary>
    public Task<string> SettledAsync(Type page, Dictionary<string, object?> parameters) => _renderer.Dispatcher.InvokeAsync(async () =>
    {
        var root = await _renderer.RenderComponentAsync(page, ParameterView.FromDictionary(parameters));
        return root.ToHtmlString();
    });

    /// <summary>Renders, waits, then does something to the component and returns what stands there afterwards.</summary>
    public Task<string> AfterAsync<TPage>(Dictionary<string, object?> parameters, Func<Task> then)
        where TPage : IComponent => _renderer.Dispatcher.InvokeAsync(async () =>
    {
        HtmlRootComponent root = await _renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters));
        await then();
        return root.ToHtmlString();
    });

    public async ValueTask DisposeAsync()
    {
        await _renderer.DisposeAsync();
        await _scope.DisposeAsync();
    }
}
