### ข้อความของหน้าสาธารณะของเครือข่าย: องค์กร การเข้าสู่ระบบ การเข้าร่วม
### ประโยคสั้น สงบ ไม่โทษใคร {$...} แทนค่าหนึ่งค่า โปรดคงไว้

## ใครอยู่ในเครือข่าย
network-nav-organisations = องค์กร
network-organisations-title = องค์กร
network-organisations-lead = องค์กรเหล่านี้ตรวจสอบข้อความและตอบผู้คนที่นี่
network-organisations-none = ยังไม่มีองค์กรในรายการ
network-organisations-none-how = องค์กรจะปรากฏที่นี่ทันทีที่เครือข่ายรับเข้า
network-organisations-imported = ผู้เขียนผลตรวจสอบจากที่อื่น
network-organisations-imported-lead = ผลตรวจสอบที่เผยแพร่แล้วขององค์กรเหล่านี้นำเข้ามาจากข้อมูลเปิด องค์กรเหล่านี้ไม่ได้ทำงานในเว็บไซต์นี้
network-organisations-all = องค์กรทั้งหมด
network-organisation-closed = ปิดแล้ว
network-organisation-imported = ผลตรวจสอบที่เผยแพร่แล้วขององค์กรนี้นำเข้ามาจากข้อมูลเปิด องค์กรนี้ไม่ได้ทำงานในเว็บไซต์นี้
network-organisation-verified = เครือข่ายยืนยันแล้ว
network-organisation-unverified = ยังไม่ได้ยืนยัน
network-organisation-own-place-short = มาจาก
network-organisation-legal-place-short = จดทะเบียนที่
network-organisation-operating-places-short = ทำงานใน
network-organisation-languages = ภาษา
network-organisation-stakeholder = ประเภทองค์กร
network-organisation-aliases = ชื่ออื่น
network-organisation-website = เว็บไซต์
network-organisation-email-short = อีเมล
network-organisation-contact-short = ช่องทางติดต่ออื่น
network-stakeholder-civil-society = ภาคประชาสังคม
network-stakeholder-media = สื่อ
network-stakeholder-academia = มหาวิทยาลัยหรือหน่วยงานวิจัย
network-stakeholder-technology-company = บริษัทเทคโนโลยี
network-stakeholder-private-sector = บริษัทอื่น
network-stakeholder-public-sector = หน่วยงานรัฐ
network-stakeholder-election-management = หน่วยงานจัดการเลือกตั้ง
network-stakeholder-not-disclosed = ไม่เปิดเผย

## บทบาทตามที่คำเชิญเรียก
network-role-owner = เจ้าของ
network-role-coordinator = ผู้ประสานงาน
network-role-checker = ผู้ตรวจสอบ
network-role-reviewer = ผู้สอบทาน
network-role-responder = ผู้ให้ความช่วยเหลือ
network-role-liaison = ผู้ติดต่อกับแพลตฟอร์ม
network-role-researcher = นักวิจัย

## การเข้าสู่ระบบ
network-sign-in-title = เข้าสู่ระบบ
network-sign-in-lead = สำหรับคนที่ทำงานในองค์กรที่นี่ การตรวจสอบข้อความไม่ต้องมีบัญชี
network-sign-in-name = ชื่อสำหรับเข้าสู่ระบบ
network-password = รหัสผ่าน
network-sign-in-button = เข้าสู่ระบบ
network-sign-in-help = ฉันเข้าสู่ระบบไม่ได้
network-sign-in-wrong = ชื่อสำหรับเข้าสู่ระบบกับรหัสผ่านไม่ตรงกัน โปรดดูทั้งสองอย่างแล้วลองอีกครั้ง ตัวพิมพ์เล็กใหญ่มีผลกับรหัสผ่านเท่านั้น
network-second-title = ขั้นที่สอง
network-second-lead = เปิดแอปยืนยันตัวตนแล้วพิมพ์ตัวเลขหกหลักที่แอปแสดงสำหรับเว็บไซต์นี้ หากไม่มีโทรศัพท์อยู่กับตัว ให้พิมพ์รหัสกู้คืนหนึ่งรหัส
network-second-code = ตัวเลขหกหลัก หรือรหัสกู้คืน
network-second-code-hint = รหัสกู้คืนแต่ละรหัสใช้ได้ครั้งเดียว
network-second-other = เข้าสู่ระบบด้วยบัญชีอื่น
network-second-step-over = ใช้เวลาเกินสิบนาทีแล้ว โปรดเข้าสู่ระบบอีกครั้ง
network-code-wrong = รหัสนี้ไม่ถูกต้อง หรือเคยใช้ไปแล้ว รอตัวเลขหกหลักชุดถัดไปแล้วพิมพ์
network-code-unreadable = ขณะนี้ยังตรวจตัวเลขหกหลักจากโทรศัพท์ของคุณที่นี่ไม่ได้ ให้พิมพ์รหัสกู้คืนรหัสใดรหัสหนึ่งแทน หรือขอลิงก์จากเจ้าขององค์กรของคุณ
network-help-title = เมื่อเข้าสู่ระบบไม่ได้
network-help-password = ลืมรหัสผ่าน: ขอลิงก์จากเจ้าขององค์กรของคุณ คุณตั้งรหัสผ่านใหม่เองด้วยลิงก์นั้น จะไม่มีใครอื่นรู้รหัสผ่านนี้เลย
network-help-phone = ไม่มีโทรศัพท์อยู่กับตัว: เข้าสู่ระบบด้วยรหัสผ่าน แล้วพิมพ์รหัสกู้คืนหนึ่งรหัสที่คุณพิมพ์ลงกระดาษไว้
network-help-both = ไม่มีทั้งโทรศัพท์และรหัสกู้คืน: ขอลิงก์ที่ยกเลิกขั้นที่สองด้วยจากเจ้าขององค์กร โปรดไปพบหรือโทรหา เพื่อให้เขารู้ว่าเป็นคุณ
network-help-nobody = คุณเป็นเจ้าขององค์กรเพียงคนเดียว: ผู้ดูแลเครือข่ายนี้เชิญคุณใหม่ได้ ในฐานะเจ้าขององค์กรด้วยบัญชีใหม่ แล้วคุณใช้บัญชีนั้นสร้างลิงก์ให้บัญชีเดิม ถ้าคุณเป็นผู้ดูแลเครือข่ายเพียงคนเดียวด้วยและไม่มีรหัสกู้คืน จะไม่มีใครเปิดให้คุณเข้าได้ เราตั้งใจให้เป็นเช่นนี้ เพราะผู้ที่ทำได้ก็จะเข้ามาในชื่อของคุณได้เช่นกัน
network-help-back = กลับไปที่การเข้าสู่ระบบ
network-sign-out = ออกจากระบบ
network-sign-out-title = ออกจากระบบ
network-sign-out-lead = คุณจะออกจากระบบในเบราว์เซอร์นี้
network-leave-as-it-is = คงไว้ตามเดิม
network-signed-out-while-writing = คุณออกจากระบบแล้ว จึงยังไม่ได้ส่งสิ่งนี้ หากต้องการเก็บสิ่งที่เขียนไว้ ให้เปิดหน้านี้ค้างไว้ เข้าสู่ระบบในแท็บอื่น แล้วกลับมาโหลดหน้านี้ใหม่
network-done-saved = บันทึกแล้ว
network-done-password = ตั้งรหัสผ่านใหม่แล้ว เบราว์เซอร์อื่นออกจากระบบแล้ว
network-done-ended = ออกจากระบบแล้ว
network-done-revoked = ยกเลิกแล้ว ใช้เปิดอะไรไม่ได้อีก
network-done-left = สิ้นสุดการสังกัดแล้ว
network-done-signed-out = ออกจากระบบของบุคคลนั้นทุกที่แล้ว
network-done-opened = องค์กรนี้เข้ามาแล้ว ขั้นต่อไป เชิญเจ้าขององค์กร
network-done-second = ตั้งค่าขั้นที่สองแล้ว

## บัญชี
network-person-name = ชื่อของคุณ
network-person-name-hint = ชื่อที่คุณอยากให้เพื่อนร่วมงานเห็น ใช้นามแฝงได้
network-person-name-missing = โปรดเขียนชื่อ ใช้นามแฝงได้
network-sign-in-name-hint = อีเมลหรือชื่อใดก็ได้ ไม่มีช่องว่าง ไม่จำเป็นต้องใช้อีเมล
network-sign-in-name-missing = โปรดเขียนชื่อที่คุณจะใช้เข้าสู่ระบบ
network-sign-in-name-length = ชื่อสำหรับเข้าสู่ระบบต้องมี 3 ถึง 80 ตัวอักษร
network-sign-in-name-characters = ชื่อสำหรับเข้าสู่ระบบต้องไม่มีช่องว่างและไม่มีอักขระที่มองไม่เห็น
network-sign-in-name-taken = ชื่อนี้มีผู้ใช้แล้ว โปรดเลือกชื่ออื่น หรือเข้าสู่ระบบหากเป็นบัญชีของคุณ
network-new-password = รหัสผ่านใหม่
network-new-password-hint = อย่างน้อย 12 ตัวอักษร หลายคำต่อกันจำง่ายและเดายาก
network-password-again = พิมพ์รหัสผ่านเดียวกันอีกครั้ง
network-password-missing = โปรดเขียนรหัสผ่าน
network-password-too-short = รหัสผ่านต้องมีอย่างน้อย { $least } ตัวอักษร ใช้สองสามคำต่อกันก็พอ
network-password-too-long = รหัสผ่านนี้ยาวเกินไป ยาวได้ไม่เกิน { $most } ไบต์ ซึ่งมากกว่า 60 ตัวอักษรในอักษรทุกแบบ
network-password-common = หลายคนใช้รหัสผ่านแบบนี้ จึงถูกเดาก่อน โปรดเลือกรหัสอื่น
network-password-name = รหัสนี้ใกล้เคียงกับชื่อที่คนอื่นรู้ โปรดเลือกสิ่งที่ไม่เกี่ยวกับคุณ
network-password-differs = รหัสผ่านทั้งสองไม่เหมือนกัน โปรดพิมพ์ใหม่ทั้งคู่
network-password-wrong = นี่ไม่ใช่รหัสผ่านปัจจุบันของคุณ
network-too-long = ยาวเกินไป ใส่ได้ไม่เกิน { $most } ตัวอักษร
network-too-many = มากเกินไป ใส่ได้ไม่เกิน { $most } รายการ

## การตั้งค่า การเข้าร่วม การกลับมา
network-set-up-title = ตั้งค่าเซิร์ฟเวอร์นี้
network-set-up-lead = คุณเป็นคนแรกที่นี่ คุณจะเป็นเจ้าขององค์กรแรกและดูแลเครือข่าย ลิงก์นี้ใช้ได้ครั้งเดียว
network-set-up-organisation = องค์กรแรก
network-set-up-you = คุณ
network-set-up-button = ตั้งค่า
network-set-up-spent = ลิงก์ตั้งค่านี้ใช้ไปแล้ว เก่าเกินไป หรือไม่ครบ ตราบที่ยังไม่มีการตั้งค่า การเริ่มเซิร์ฟเวอร์ใหม่จะพิมพ์ลิงก์ใหม่ออกมา
network-organisation-name = ชื่อองค์กร
network-organisation-name-hint = ในภาษาและอักษรขององค์กรเอง
network-organisation-name-missing = โปรดเขียนชื่อองค์กร
network-organisation-english-name = ชื่อภาษาอังกฤษ
network-organisation-english-name-hint = เพื่อให้พันธมิตรทุกแห่งค้นหาพบ
network-organisation-english-name-missing = โปรดเขียนชื่อด้วยตัวอักษรอังกฤษ
network-organisation-english-name-letters = โปรดเขียนชื่อภาษาอังกฤษให้มีตัวอักษรละตินหรือตัวเลขอย่างน้อยหนึ่งตัว
network-join-title = คุณได้รับคำเชิญ
network-join-lead = { $organisation } เชิญคุณเข้าร่วม บทบาทของคุณจะเป็น: { $roles }
network-join-until = คำเชิญนี้ใช้ได้ถึง { $date }
network-join-as = คุณเข้าสู่ระบบในชื่อ { $name }
network-join-signed-in-button = เข้าร่วมด้วยบัญชีนี้
network-join-other-account = ออกจากระบบก่อน เพื่อเข้าร่วมด้วยบัญชีอื่น
network-join-have-account = ฉันมีบัญชีที่นี่: เข้าสู่ระบบ
network-join-button = เข้าร่วม
network-invitation-used = คำเชิญนี้ใช้ไปแล้ว หากไม่ใช่คุณ โปรดบอกผู้ที่เชิญคุณ หากเป็นคุณ โปรดเข้าสู่ระบบ
network-invitation-revoked = คำเชิญนี้ถูกยกเลิกแล้ว โปรดขอใหม่
network-invitation-expired = คำเชิญนี้เกินเจ็ดวันแล้ว โปรดขอใหม่
network-invitation-unknown = นี่ไม่ใช่คำเชิญของเรา โปรดดูว่าคัดลอกลิงก์มาครบหรือไม่
network-reset-title = เลือกรหัสผ่านใหม่
network-reset-lead = คุณจะออกจากระบบทุกแห่ง แล้วเข้าสู่ระบบด้วยรหัสผ่านใหม่
network-reset-button = ตั้งรหัสผ่าน
network-reset-spent = ลิงก์นี้ใช้ไปแล้ว เกินหนึ่งวัน หรือไม่ครบ โปรดขอลิงก์ใหม่จากเจ้าขององค์กรของคุณ

## สำหรับโปรแกรม
network-token-missing = ต้องใช้โทเคน โปรดส่งเป็น "Authorization: Bearer saksi_..."
network-scope-lacking = โทเคนนี้ไม่มีขอบเขตสิทธิ์ { $scope }
