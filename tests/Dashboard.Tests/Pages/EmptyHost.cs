using Facilities.Dashboard.Tests.Api;

namespace Facilities.Dashboard.Tests.Pages;

/// <summary>A service that was just set up: an administrator and nothing else.</summary>
public sealed class EmptyHost : IAsyncLifetime
{
    private RunningDashboard _dashboard = null!;

    public IServiceProvider Services => _dashboard.Services;

    public Task InitializeAsync()
    {
        _dashboard = RunningDashboard.Start(adminPassword: "a-long-passphrase-1");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _dashboard.DisposeAsync();
}
