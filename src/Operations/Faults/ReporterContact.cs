using Facilities.Domain;
using Facilities.Operations.Notifications.Settings;
using Facilities.Storage.Relational;
using Facilities.Storage.Relational.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Faults;

/// <summary>How whoever reported a fault is asked whether it is solved; at least one of phone and mail.</summary>
/// <param name="Phone">Empty: none.</param>
/// <param name="Mail">Empty: none.</param>
/// <param name="Locale"><c>zh-CN</c> or <c>en</c>.</param>
public sealed record ReporterContact(string Phone = "", string Mail = "", string Locale = "zh-CN")
{
    /// <summary>Of one fault; a whole house may report the same lift.</summary>
    public const int Maximum = 20;

    /// <exception cref="RuleViolation"><see cref="OperationCodes.FieldInvalid"/>, <see cref="OperationCodes.FieldMissing"/>.</exception>
    internal ReporterContact Checked()
    {
        var contact = new ReporterContact(ContactFields.Phone(Phone), ContactFields.Mail(Mail), ContactFields.Locale(Locale));
        return contact.Phone.Length + contact.Mail.Length > 0 ? contact : throw new RuleViolation(OperationCodes.FieldMissing, ("field", "phone"));
    }

    /// <summary>Keeps it with the fault, once.</summary>
    /// <exception cref="RuleViolation"><see cref="OperationCodes.TooMany"/>.</exception>
    internal async Task KeepAsync(FacilitiesDb db, FaultId fault, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = await db.FaultReporters.Where(item => item.FaultId == fault).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (known.Exists(item => item.Phone == Phone && item.Mail == Mail)) return;
        if (known.Count >= Maximum) throw new RuleViolation(OperationCodes.TooMany, ("count", known.Count + 1), ("maximum", Maximum));
        db.FaultReporters.Add(new FaultReporter { FaultId = fault, Phone = Phone, Mail = Mail, Locale = Locale, CreatedAt = now });
    }
}
