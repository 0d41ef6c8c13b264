using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational.Conventions;
using Facilities.Storage.Relational.Notifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class NotificationConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("notices");
        builder.Property(notice => notice.Recipients).AsUserSet();
        builder.Property(notice => notice.Cause).HasMaxLength(Notice.CauseLength);
        builder.HasIndex(notice => notice.Cause).IsUnique();
        // The waiting ones are few, the handled ones many.
        builder.HasIndex(notice => notice.Id).HasFilter("handled_at IS NULL").HasDatabaseName("ix_notices_waiting");
        builder.HasIndex(notice => notice.FaultId);
        builder.HasIndex(notice => notice.CommunityId);
        builder.HasOne<Fault>().WithMany().HasForeignKey(notice => notice.FaultId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Community>().WithMany().HasForeignKey(notice => notice.CommunityId).OnDelete(DeleteBehavior.Cascade);
    }
}
