using Facilities.Domain.Access;
using Facilities.Operations;
using Facilities.Operations.Assets;
using Facilities.Operations.Intake;

namespace Facilities.Dashboard.Api;

/// <summary>What intake refused or doesn't know, and adopting a device.</summary>
internal static class IntakeApi
{
    public static void MapIntake(this IEndpointRouteBuilder api)
    {
        var intake = api.MapGroup("/intake").WithTags("Intake");
        intake.MapGet("/rejects", ListRejects);
        intake.MapGet("/quarantine", ListQuarantine);
        intake.MapPost("/quarantine/{id:int}/adopt", Adopt);
        intake.MapDelete("/quarantine/{id:int}", Dismiss);
    }

    private static Task<Rows<RejectRow>> ListRejects(ApiCaller caller, IntakeQueries intake, CancellationToken cancellationToken, int skip = 0, int take = 50)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewIntake);
        return intake.RejectsAsync(caller.Value.Scope, new Paging(skip, take), cancellationToken);
    }

    private static Task<Rows<QuarantineRow>> ListQuarantine(ApiCaller caller, IntakeQueries intake, CancellationToken cancellationToken, int skip = 0, int take = 50)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewIntake);
        return intake.QuarantineAsync(caller.Value.Scope, new Paging(skip, take), cancellationToken);
    }

    private static async Task<IResult> Adopt(ApiCaller caller, QuarantineAdoption quarantine, int id, AssetDraft draft, CancellationToken cancellationToken)
    {
        var asset = await quarantine.AdoptAsync(caller.Value, id, draft, cancellationToken);
        return Results.Created($"/api/assets/{asset}", new CreatedAsset(asset));
    }

    private static async Task<IResult> Dismiss(ApiCaller caller, QuarantineAdoption quarantine, int id, CancellationToken cancellationToken)
    {
        await quarantine.DismissAsync(caller.Value, id, cancellationToken);
        return Results.NoContent();
    }
}
