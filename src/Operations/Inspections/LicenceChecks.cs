using Facilities.Domain;
using Facilities.Domain.Faults;
using Facilities.Domain.Inspections;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Inspections;

/// <summary>Whether everyone who signed a record held the licence that its duty demands, on the day of the work, by what their firms had entered by then.</summary>
internal static class LicenceChecks
{
    public static async Task<IReadOnlyList<CodedText>> FindAsync(FacilitiesDb db, InspectionTemplate template, UserSet signatures, DateOnly day, CancellationToken cancellationToken)
    {
        if (template.Licence is not { } demanded) return [];
        var people = signatures.Select(user => (UserId?)user).ToList();
        var licences = await db.Certificates.AsNoTracking().Where(paper => paper.Kind == demanded.Kind && people.Contains(paper.HolderId)).ToListAsync(cancellationToken).ConfigureAwait(false);
        var without = signatures.Count(user => !licences.Exists(licence => licence.HolderId == user && licence.HoldsOn(day)));
        return without == 0 ? [] : [CodedText.Of(ReasonCodes.DoubtUnlicensed, ("count", without), ("licence", demanded.Kind))];
    }
}
