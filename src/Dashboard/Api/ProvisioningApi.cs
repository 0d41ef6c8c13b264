using System.Net;
using Facilities.Domain.Access;
using Facilities.Ingest.Hosting;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;

namespace Facilities.Dashboard.Api;

/// <summary>
/// Many assets at once, for load tests and replays. Programs of this machine may in the demo, administrators always; everyone else is refused.
/// </summary>
internal static class ProvisioningApi
{
    public static void MapProvisioning(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/provision").WithTags("Service").AllowAnonymous().AddEndpointFilter<Refusals>().DisableAntiforgery();
        group.MapPost("/assets", Provision);
        group.MapDelete("/assets", Remove);
        group.MapGet("/assets/stored", CountStored).ExcludeFromDescription();
    }

    private static async Task<IResult> Provision(HttpContext context, FacilitiesSettings settings, Provisioning provisioning, ProvisionRequest request, CancellationToken cancellationToken) =>
        await CallerOf(context, settings) is { } caller
            ? Results.Ok(new ProvisionedAssets(await provisioning.ProvisionAsync(caller, request, cancellationToken)))
            : Results.StatusCode(StatusCodes.Status403Forbidden);

    private static async Task<IResult> Remove(HttpContext context, FacilitiesSettings settings, Provisioning provisioning, string site, string prefix, CancellationToken cancellationToken) =>
        await CallerOf(context, settings) is { } caller
            ? Results.Ok(new RemovedAssets(await provisioning.RemoveAsync(caller, site, prefix, cancellationToken)))
            : Results.StatusCode(StatusCodes.Status403Forbidden);

    private static async Task<IResult> CountStored(
        HttpContext context, FacilitiesSettings settings, Provisioning provisioning, string site, string prefix, string point, long from, long until, CancellationToken cancellationToken) =>
        await CallerOf(context, settings) is { } caller
            ? Results.Ok(new StoredSamples(await provisioning.CountStoredAsync(caller, site, prefix, point, from, until, cancellationToken)))
            : Results.StatusCode(StatusCodes.Status403Forbidden);

    private static async Task<Caller?> CallerOf(HttpContext context, FacilitiesSettings settings)
    {
        if (context.User.IsInRole(nameof(Role.Admin))) return (await ApiCaller.BindAsync(context))?.Value;
        var local = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        return settings.Demo && local ? Caller.Service : null;
    }
}
