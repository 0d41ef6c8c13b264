using System.Net;
using Facilities.Domain;
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
    public static void MapProvisioning(this IEndpointRouteBuilder calls)
    {
        var provision = calls.MapGroup("/provision").WithTags("Service").AllowAnonymous();
        provision.MapPost("/assets", ProvisionAssets).WithName(nameof(ProvisionAssets)).Refusable();
        provision.MapGet("/assets/stored", CountStoredSamples).WithName(nameof(CountStoredSamples)).Refusable();
        provision.MapDelete("/assets", RemoveAssets).WithName(nameof(RemoveAssets)).Refusable();
    }

    /// <summary>Makes the assets that aren't there yet, and their community.</summary>
    internal static async Task<ProvisionedAssets> ProvisionAssets(
        HttpContext context, FacilitiesSettings settings, Provisioning provisioning, ProvisionRequest request, CancellationToken cancellationToken) =>
        new(await provisioning.ProvisionAsync(await CallerOf(context, settings), request, cancellationToken));

    /// <summary>Removes the assets of a site whose codes begin with a prefix, with their faults and telemetry.</summary>
    internal static async Task<RemovedAssets> RemoveAssets(
        HttpContext context, FacilitiesSettings settings, Provisioning provisioning, string site, string prefix, CancellationToken cancellationToken) =>
        new(await provisioning.RemoveAsync(await CallerOf(context, settings), site, prefix, cancellationToken));

    /// <summary>How many samples of one point the store holds for the assets of a site whose codes begin with a prefix.</summary>
    /// <param name="from">Unix milliseconds, included.</param>
    /// <param name="until">Unix milliseconds, excluded.</param>
    internal static async Task<StoredSamples> CountStoredSamples(
        HttpContext context, FacilitiesSettings settings, Provisioning provisioning, string site, string prefix, string point, long from, long until, CancellationToken cancellationToken) =>
        new(await provisioning.CountStoredAsync(await CallerOf(context, settings), site, prefix, point, from, until, cancellationToken));

    private static async Task<Caller> CallerOf(HttpContext context, FacilitiesSettings settings)
    {
        if (context.User.IsInRole(nameof(Role.Admin)) && await ApiCaller.BindAsync(context) is { Value.Role: Role.Admin } administrator) return administrator.Value;
        var local = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        return settings.Demo && local ? Caller.Service : throw new RuleViolation(ApiCodes.ProvisioningClosed);
    }
}
